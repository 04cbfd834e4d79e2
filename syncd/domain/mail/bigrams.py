"""How well a row of Cyrillic letters looks like Russian: what each pair of letters costs.

The table was counted over the inflected words of the OpenCorpora dictionary (540,000 forms) and 120 common words. A row
is the first letter, a column the second, both in the order of `LETTERS`, where the blank is a word's edge. A cell is
the cost of the pair in quarter bits, written as `chr(48 + cost)`.
"""

from __future__ import annotations

LETTERS = " абвгдежзийклмнопрстуфхцчшщъыьэюя"
_ROWS = (
    "vAB?DBNMAE\\AGC??;B>DDIJOKITvvvKUQ",
    "AZF<GDAICLHE?@=YF@AAOMDMIJLvvvYAE",
    "T;PJQG;MQ=vI?HF<V=GL?`PTPLLNDQ[QM",
    "D8[TXR?^L?vKGTA>QMENIc\\VT8Tb>TecL",
    "P;^QYNB_^>vT@QC5a=RTBefePMmv\\]^Wc",
    "M<OEML<FN<vGHK@:J@EM@`VQML[SDNYRI",
    ";SJ@CEDJGO@FB<=LG>ABRQPQJIPvvv_HR",
    "S9QURA8KW7tHRM>FRNJXCYeU[_eatN[\\[",
    "M6FAFBBHP@vLDA@?`ER^Cp\\YSNvMCQ]TK",
    "=LL;IGBODKCCC>?JJAABUOAIBLPvvv^PH",
    "2ZTTRLUcUZvIOMDOYQ=DqTWOSGWvbvq_[",
    "F9WJ_`CYW;kRBWI7^@FF?c\\Q^Mtt[\\\\\\]",
    "G;QVQP:TR:vHHSN;WdKLCXVhR^^vF=`E?",
    "7>MZ\\]?\\X<vPLPH<MTCL=W^[U[[v@X^`K",
    "F<WVLI<VS=vH_a=9`YEFBTZMNZXc<E^RG",
    "?WB;AAEIGN@EA?BND@@@ROLSFKPvvv[HQ",
    "W=ghmd<jp@vQ?dJ7P9MJD]\\XQX[vFRc_K",
    "N:MNIJ;NP<vHOIC:NSGG?RNRMMSsDO\\OC",
    "NBOGQRBVbBv;CHE@CNF:ESNQLOZXGB_W:",
    "B<QDQP;UX=vGJNB;M>DLB[TVMQWYAD^OG",
    ":NDBFCCEHQJEADEWC@@@]RGSCDHvtvV=Q",
    "N:_eR_<`Z9pUAOI:e>KDAHYa]VcpKLeVO",
    "3>\\G\\[Jv_AvWCHE>ZEAIJebbZPvi`[Xog",
    "D;XEWY7qV8q@SRSBXWSWBc[Vq[qqB\\\\Xq",
    "G9hVoj7`v9vCNT;NbTTIBe\\haYvvvKvgc",
    "P?_Nao5vj6vFIQHMLYUICe]fdjvvvDm[r",
    "U>v[vv4vv5vjvjNWvRvvBvmvvvvvv_vvm",
    "Zbbbbb2bbZbbbbbbbbbbbbbbbbbbbbbB7",
    "<hJ;IL?MJZ?EE:KvFFDFXd;WJHQvvvvrY",
    "6`KLMH=YOGvCaG;PQ[?FnKSJJMIvvv_D?",
    "MkNCIDYUM[I<:?>MC=A;TFLW]Hkkkk_bY",
    "6[ISQLUMN[XIMNJ_WJ@CvZLXJO5vvvcRe",
    "4hO@HHDIG[OIHBAfMICCYdERKSAvvvrCT",
)

PAIR_COST: dict[str, int] = {
    first + second: ord(cell) - 48
    for first, row in zip(LETTERS, _ROWS, strict=True)
    for second, cell in zip(LETTERS, row, strict=True)
}
