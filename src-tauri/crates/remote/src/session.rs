//! The bearer of each call, renewed before it expires.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::client::Client;
use crate::error::{RemoteError, Result};
use crate::secret::Secret;
use crate::sign_in::{SignInError, Tokens, WebApp};
use crate::store::TokenStore;

/// A token this close to its end is renewed first.
const AHEAD: Duration = Duration::from_secs(5 * 60);

/// What calls are authorised by.
#[derive(Clone)]
pub enum Bearer {
    /// Given from outside, as scripts do; it cannot be renewed.
    Fixed(Secret),
    Session(Arc<Session>),
}

/// One sign-in: its tokens, kept where the store keeps them.
pub struct Session {
    app: WebApp,
    /// Held while renewing: a refresh token may be good for one use only.
    held: Arc<Mutex<Held>>,
}

struct Held {
    tokens: Tokens,
    store: Arc<dyn TokenStore>,
}

impl Session {
    /// Goes on with `tokens`, which are kept by now.
    pub fn new(app: WebApp, store: Arc<dyn TokenStore>, tokens: Tokens) -> Session {
        let held = Arc::new(Mutex::new(Held { tokens, store }));
        Session { app, held }
    }

    /// Goes on with the tokens that are kept for this API host, if there are any.
    pub fn resume(
        mut app: WebApp,
        store: Arc<dyn TokenStore>,
    ) -> std::result::Result<Option<Session>, crate::store::StoreError> {
        let kept = store.load(app.api())?;
        Ok(kept.map(|tokens| {
            app.keep_secret(tokens.client_secret.clone());
            Session::new(app, store, tokens)
        }))
    }

    /// Keeps the tokens elsewhere from now on: where `keep` puts them. Blocks; not for async code.
    pub fn keep_elsewhere(&self, keep: impl FnOnce(&Tokens) -> Arc<dyn TokenStore>) {
        let mut held = self.held.blocking_lock();
        held.store = keep(&held.tokens);
    }

    /// Forgets the tokens here and in the store.
    pub async fn sign_out(&self) -> std::result::Result<(), crate::store::StoreError> {
        let mut held = self.held.lock().await;
        held.tokens.forget();
        let (store, api) = (Arc::clone(&held.store), self.app.api().to_owned());
        off_the_runtime(move || store.forget(&api)).await
    }

    async fn current(&self, client: &Client) -> Result<Secret> {
        let held = Arc::clone(&self.held).lock_owned().await;
        let access = held.tokens.access.clone();
        let now = client.clock().now();
        let ends = held.tokens.expires_at.unwrap_or(SystemTime::UNIX_EPOCH);
        let is_old = held.tokens.expires_at.is_some() && ends <= now + AHEAD;
        if !is_old || held.tokens.refresh.is_none() {
            return Ok(access);
        }
        match self.refresh(client, held).await {
            // It may still be good: the server decides.
            Err(error) if error.may_pass() && ends > client.clock().now() => Ok(access),
            renewed => renewed,
        }
    }

    async fn renew(&self, client: &Client, refused: &Secret) -> Result<()> {
        let held = Arc::clone(&self.held).lock_owned().await;
        // Another call may have renewed it while this one waited.
        if held.tokens.access != *refused {
            return Ok(());
        }
        self.refresh(client, held).await.map(drop)
    }

    /// Goes on to its end when nobody waits for it any more: from the moment the server has taken
    /// the old refresh token, the new one is the only good one.
    async fn refresh(&self, client: &Client, held: OwnedMutexGuard<Held>) -> Result<Secret> {
        let renewing = tokio::spawn(renewed(self.app.clone(), client.clone(), held));
        let gone = |_| RemoteError::Setup("the sign-in was not renewed".to_owned());
        renewing.await.map_err(gone)?
    }
}

async fn renewed(app: WebApp, client: Client, mut held: OwnedMutexGuard<Held>) -> Result<Secret> {
    let Some(refresh) = held.tokens.refresh.clone() else {
        return Err(RemoteError::Unauthorized);
    };
    let fresh = app.refresh(&client, &refresh).await;
    let mut fresh = fresh.map_err(|error| match error {
        SignInError::Remote(error) => error,
        _ => RemoteError::Unauthorized,
    })?;
    // Rotation is optional: without a new one the old one stays good.
    fresh.refresh = fresh.refresh.or(Some(refresh));
    fresh.brand = fresh.brand.or(held.tokens.brand.take());
    held.tokens = fresh.clone();
    let (store, access) = (Arc::clone(&held.store), fresh.access.clone());
    let saved = off_the_runtime(move || store.save(app.api(), &fresh)).await;
    saved.map_err(|error| RemoteError::Setup(error.to_string()))?;
    Ok(access)
}

impl Bearer {
    pub(crate) async fn current(&self, client: &Client) -> Result<Secret> {
        match self {
            Bearer::Fixed(token) => Ok(token.clone()),
            Bearer::Session(session) => session.current(client).await,
        }
    }

    /// Replaces a token that was refused.
    pub(crate) async fn renew(&self, client: &Client, refused: &Secret) -> Result<()> {
        match self {
            Bearer::Fixed(_) => Err(RemoteError::Unauthorized),
            Bearer::Session(session) => session.renew(client, refused).await,
        }
    }
}

/// Key stores block, and some run a loop of their own.
pub(crate) async fn off_the_runtime<T: Send + 'static>(
    work: impl FnOnce() -> std::result::Result<T, crate::store::StoreError> + Send + 'static,
) -> std::result::Result<T, crate::store::StoreError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(_) => Err(crate::store::StoreError::Failed(
            "the key store did not answer".to_owned(),
        )),
    }
}
