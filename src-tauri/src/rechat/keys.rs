//! Where tokens are kept: in the key store or, where none answers, in memory as long as the app
//! runs. Never in a file.

use std::sync::{Arc, Mutex};

use remote::{Memory, StoreError, TokenStore, Tokens};

use super::OpenKeys;
use crate::snapshot::locked;
use crate::wire::TokenPlace;

pub struct Keys {
    open: OpenKeys,
    system: Mutex<Option<Arc<dyn TokenStore>>>,
    memory: Arc<Memory>,
}

/// Tokens of one sign-in where they are kept.
pub struct Kept {
    pub store: Arc<dyn TokenStore>,
    pub place: TokenPlace,
}

impl Keys {
    pub fn new(open: OpenKeys) -> Keys {
        Keys {
            open,
            system: Mutex::default(),
            memory: Arc::default(),
        }
    }

    /// Keeps tokens for this session only, until it is known where they belong.
    pub fn hold(&self, name: &str, tokens: &Tokens, why: &str) -> Kept {
        // Memory takes everything.
        let _ = self.memory.save(name, tokens);
        self.in_memory(name, why.to_owned())
    }

    /// Keeps tokens for good where the system lets us.
    pub fn keep(&self, name: &str, tokens: &Tokens) -> Kept {
        match self.system().and_then(|store| {
            store.save(name, tokens)?;
            Ok(store)
        }) {
            Ok(store) => {
                let _ = self.memory.forget(name);
                Kept {
                    store: under(store, name),
                    place: TokenPlace::KeyStore,
                }
            }
            Err(error) => self.hold(name, tokens, &error.to_string()),
        }
    }

    /// Forgets tokens that no mirror asks for any more. What the key store does not let go of is
    /// of no use to anybody once Rechat has given others.
    pub fn forget(&self, name: &str) {
        let _ = self.memory.forget(name);
        if let Ok(store) = self.system() {
            let _ = store.forget(name);
        }
    }

    /// Tokens that are kept under this name.
    pub fn find(&self, name: &str) -> (Option<Tokens>, Kept) {
        if let Ok(Some(tokens)) = self.memory.load(name) {
            let kept = self.in_memory(name, "the key store did not take them".to_owned());
            return (Some(tokens), kept);
        }
        match self
            .system()
            .and_then(|store| Ok((store.load(name)?, store)))
        {
            Ok((tokens, store)) => (
                tokens,
                Kept {
                    store: under(store, name),
                    place: TokenPlace::KeyStore,
                },
            ),
            Err(error) => (None, self.in_memory(name, error.to_string())),
        }
    }

    fn in_memory(&self, name: &str, why: String) -> Kept {
        Kept {
            store: under(Arc::clone(&self.memory) as Arc<dyn TokenStore>, name),
            place: TokenPlace::ThisSession { why },
        }
    }

    /// One that did not answer is asked again: it may have been unlocked since.
    fn system(&self) -> Result<Arc<dyn TokenStore>, StoreError> {
        let mut system = locked(&self.system);
        match &*system {
            Some(store) => Ok(Arc::clone(store)),
            None => Ok(Arc::clone(system.insert((self.open)()?))),
        }
    }
}

/// The name of a sign-in's tokens: one API host serves many brokerages.
pub fn name(api: &str, brand: &str) -> String {
    format!("{api} {brand}")
}

fn under(store: Arc<dyn TokenStore>, name: &str) -> Arc<dyn TokenStore> {
    Arc::new(Under {
        store,
        name: name.to_owned(),
    })
}

/// A store in which one sign-in has its own name.
struct Under {
    store: Arc<dyn TokenStore>,
    name: String,
}

impl TokenStore for Under {
    fn load(&self, _: &str) -> Result<Option<Tokens>, StoreError> {
        self.store.load(&self.name)
    }

    fn save(&self, _: &str, tokens: &Tokens) -> Result<(), StoreError> {
        self.store.save(&self.name, tokens)
    }

    fn forget(&self, _: &str) -> Result<(), StoreError> {
        self.store.forget(&self.name)
    }
}
