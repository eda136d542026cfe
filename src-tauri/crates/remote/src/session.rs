//! The bearer of each call, renewed before it expires.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::Mutex;

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
    store: Arc<dyn TokenStore>,
    /// Held while renewing: a refresh token may be good for one use only.
    tokens: Mutex<Tokens>,
}

impl Session {
    /// Goes on with `tokens`, which are kept by now.
    pub fn new(app: WebApp, store: Arc<dyn TokenStore>, tokens: Tokens) -> Session {
        let tokens = Mutex::new(tokens);
        Session { app, store, tokens }
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

    /// Forgets the tokens here and in the store.
    pub async fn sign_out(&self) -> std::result::Result<(), crate::store::StoreError> {
        let mut tokens = self.tokens.lock().await;
        tokens.forget();
        let (store, api) = (Arc::clone(&self.store), self.app.api().to_owned());
        off_the_runtime(move || store.forget(&api)).await
    }

    async fn current(&self, client: &Client) -> Result<Secret> {
        let mut tokens = self.tokens.lock().await;
        let ends = tokens.expires_at.unwrap_or(SystemTime::UNIX_EPOCH);
        let is_old = tokens.expires_at.is_some() && ends <= client.clock().now() + AHEAD;
        if is_old && tokens.refresh.is_some() {
            match self.refresh(client, &mut tokens).await {
                // It may still be good: the server decides.
                Err(error) if error.may_pass() && ends > client.clock().now() => {}
                Err(error) => return Err(error),
                Ok(()) => {}
            }
        }
        Ok(tokens.access.clone())
    }

    async fn renew(&self, client: &Client, refused: &Secret) -> Result<()> {
        let mut tokens = self.tokens.lock().await;
        // Another call may have renewed it while this one waited.
        if tokens.access != *refused {
            return Ok(());
        }
        self.refresh(client, &mut tokens).await
    }

    async fn refresh(&self, client: &Client, tokens: &mut Tokens) -> Result<()> {
        let Some(refresh) = tokens.refresh.clone() else {
            return Err(RemoteError::Unauthorized);
        };
        let fresh = self.app.refresh(client, &refresh).await;
        let mut fresh = fresh.map_err(|error| match error {
            SignInError::Remote(error) => error,
            _ => RemoteError::Unauthorized,
        })?;
        // Rotation is optional: without a new one the old one stays good.
        fresh.refresh = fresh.refresh.or(Some(refresh));
        fresh.brand = fresh.brand.or(tokens.brand.take());
        *tokens = fresh;
        let (store, api, kept) = (
            Arc::clone(&self.store),
            self.app.api().to_owned(),
            tokens.clone(),
        );
        let saved = off_the_runtime(move || store.save(&api, &kept)).await;
        saved.map_err(|error| RemoteError::Setup(error.to_string()))
    }
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
