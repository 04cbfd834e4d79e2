"""The config file: TOML -> frozen values, every problem at once, each with its line and its mend."""

from syncd.config.load import load_config
from syncd.config.values import AsanaConfig, Config, HealthConfig, MailboxConfig, OAuthConfig

__all__ = ["AsanaConfig", "Config", "HealthConfig", "MailboxConfig", "OAuthConfig", "load_config"]
