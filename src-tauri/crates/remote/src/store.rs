//! Where tokens are kept: the key store of the operating system, or nowhere. Never a file of ours.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use keyring_core::CredentialStore;

use crate::sign_in::Tokens;

/// What entries in the key store are filed under.
const SERVICE: &str = "Switchyard";

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is none, or it is locked and nobody opens it.
    #[error("no key store answers: {0}")]
    Missing(String),
    #[error("the key store failed: {0}")]
    Failed(String),
}

/// Tokens by API host. A seam: tests bring a store of their own.
pub trait TokenStore: Send + Sync {
    fn load(&self, api: &str) -> Result<Option<Tokens>, StoreError>;
    fn save(&self, api: &str, tokens: &Tokens) -> Result<(), StoreError>;
    fn forget(&self, api: &str) -> Result<(), StoreError>;
}

/// Keeps tokens as long as the program runs: each session asks again.
#[derive(Default)]
pub struct Memory(Mutex<HashMap<String, Tokens>>);

impl Memory {
    fn held(&self) -> std::sync::MutexGuard<'_, HashMap<String, Tokens>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl TokenStore for Memory {
    fn load(&self, api: &str) -> Result<Option<Tokens>, StoreError> {
        Ok(self.held().get(api).cloned())
    }

    fn save(&self, api: &str, tokens: &Tokens) -> Result<(), StoreError> {
        self.held().insert(api.to_owned(), tokens.clone());
        Ok(())
    }

    fn forget(&self, api: &str) -> Result<(), StoreError> {
        self.held().remove(api);
        Ok(())
    }
}

/// The key store of the operating system.
pub struct Keyring(Arc<CredentialStore>);

impl Keyring {
    /// Secret Service, Keychain or Credential Manager. Blocks; not for async code.
    pub fn of_this_system() -> Result<Keyring, StoreError> {
        let missing = |error: keyring_core::Error| StoreError::Missing(error.to_string());
        #[cfg(target_os = "linux")]
        let store = zbus_secret_service_keyring_store::Store::new().map_err(missing)?;
        #[cfg(target_os = "macos")]
        let store = apple_native_keyring_store::keychain::Store::new().map_err(missing)?;
        #[cfg(windows)]
        let store = windows_native_keyring_store::Store::new().map_err(missing)?;
        Ok(Keyring(store))
    }

    pub fn over(store: Arc<CredentialStore>) -> Keyring {
        Keyring(store)
    }

    fn entry(&self, api: &str) -> Result<keyring_core::Entry, StoreError> {
        self.0.build(SERVICE, api, None).map_err(failed)
    }
}

impl TokenStore for Keyring {
    fn load(&self, api: &str) -> Result<Option<Tokens>, StoreError> {
        match self.entry(api)?.get_password() {
            // Unreadable is as good as signed out.
            Ok(text) => Ok(serde_json::from_str(&text).ok()),
            Err(keyring_core::Error::NoEntry) => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }

    fn save(&self, api: &str, tokens: &Tokens) -> Result<(), StoreError> {
        let text = serde_json::to_string(tokens).unwrap_or_default();
        self.entry(api)?.set_password(&text).map_err(failed)
    }

    fn forget(&self, api: &str) -> Result<(), StoreError> {
        match self.entry(api)?.delete_credential() {
            Ok(()) | Err(keyring_core::Error::NoEntry) => Ok(()),
            Err(error) => Err(failed(error)),
        }
    }
}

/// The crate's errors may carry what was stored; only their kind is said.
fn failed(error: keyring_core::Error) -> StoreError {
    use keyring_core::Error;
    match error {
        Error::NoStorageAccess(_) => StoreError::Missing("it is locked".to_owned()),
        Error::PlatformFailure(_) => StoreError::Failed("the system reports a failure".to_owned()),
        Error::TooLong(what, most) => {
            StoreError::Failed(format!("{what} is longer than the {most} it takes"))
        }
        _ => StoreError::Failed("it cannot keep this".to_owned()),
    }
}
