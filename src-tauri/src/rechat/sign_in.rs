//! Signing in: settings that are checked, the person's own browser, and whose brokerage came back.

use std::sync::Arc;
use std::time::Duration;

use mirror::{Connection, Reader, SignedIn};
use remote::{Bearer, Client, RemoteError, Secret, SignIn, SignInError, Tokens, WebApp};
use sync::SyncError;

use super::keys::{self, Kept, name};
use super::mirrors::Home;
use super::{Rechat, Work};
use crate::session::Session;
use crate::snapshot::locked;
use crate::wire::{AppError, Busy, Code, RechatSettings, RechatStatus, SignInPage, TokenPlace};

/// How long the browser may take to come back.
const PATIENCE: Duration = Duration::from_secs(10 * 60);

/// Who is signed in, for which brokerage, and what calls are made with.
#[derive(Clone)]
pub struct Grant {
    pub settings: RechatSettings,
    /// The API host, as it is compared.
    pub api: String,
    pub brand: String,
    pub brokerage: String,
    pub who: Option<String>,
    pub place: TokenPlace,
    /// Rechat does not accept it any more.
    pub ended: bool,
    pub client: Client,
    session: Arc<remote::Session>,
}

impl Rechat {
    pub async fn sign_in(
        &self,
        settings: RechatSettings,
        secret: Option<String>,
        on_page: impl Fn(SignInPage) + Send,
    ) -> Result<RechatStatus, AppError> {
        let work = self.begin(Busy::SigningIn)?;
        let settings = sound(settings)?;
        let secret = match secret.filter(|secret| !secret.is_empty()) {
            Some(secret) => Some(Secret::new(secret)),
            None => self.secret_of_before(&settings).await?,
        };
        let app = WebApp::new(&settings.web, &settings.api, &settings.client_id, secret)?;
        let tokens = work
            .cancel
            .run_until_cancelled(self.ask_the_person(&app, &on_page))
            .await
            .ok_or(SyncError::Cancelled)?;
        let tokens = self.heard_of_sign_in(tokens)?;
        let grant = work
            .cancel
            .run_until_cancelled(self.granted(app, settings, tokens))
            .await
            .ok_or(SyncError::Cancelled)?;
        let grant = self.heard(grant)?;
        self.aside(move |rechat, session| {
            let is_here = Home::of(rechat, session.file(), &grant)? == Home::Here;
            let mut now = locked(&rechat.0.now);
            now.asked_for = Some(session.file().to_owned());
            now.tokens = Some(grant.place.clone());
            now.grant = Some(grant);
            drop(now);
            if is_here {
                rechat.adopt(session)?;
            }
            Ok(())
        })
        .await?;
        drop(work);
        self.status().await
    }

    /// The secret that lives with the tokens of the sign-in before, if it was for the same app.
    async fn secret_of_before(
        &self,
        settings: &RechatSettings,
    ) -> Result<Option<Secret>, AppError> {
        let settings = settings.clone();
        self.aside(move |rechat, session| {
            rechat.look_up(session)?;
            let Some(grant) = locked(&rechat.0.now).grant.clone() else {
                return Ok(None);
            };
            let is_same = grant.settings == settings;
            let (tokens, _) = rechat.0.keys.find(&name(&grant.api, &grant.brand));
            Ok(tokens
                .filter(|_| is_same)
                .and_then(|tokens| tokens.client_secret))
        })
        .await
    }

    async fn ask_the_person(
        &self,
        app: &WebApp,
        on_page: &(impl Fn(SignInPage) + Send),
    ) -> Result<Tokens, SignInError> {
        let sign_in = SignIn::begin(app).await?;
        let page = sign_in.page.to_string();
        locked(&self.0.now).page = Some(page.clone());
        let opened = {
            let (rechat, page) = (self.clone(), page.clone());
            // A desktop without a browser can take its time to say so.
            tauri::async_runtime::spawn_blocking(move || (rechat.0.browser)(&page).is_ok()).await
        };
        let opened = opened.unwrap_or(false);
        let wait = sign_in.finish(PATIENCE);
        on_page(SignInPage { page, opened });
        let grant = wait.await?;
        let nobody = Bearer::Fixed(Secret::new(""));
        let client = self.client(app.api(), nobody)?;
        app.exchange(&client, &grant).await
    }

    /// Whose sign-in it is. Its tokens are held until it is known in which mirror it belongs.
    async fn granted(
        &self,
        app: WebApp,
        settings: RechatSettings,
        tokens: Tokens,
    ) -> Result<Grant, SyncError> {
        let api = app.api().to_owned();
        let asking = self.client(&api, Bearer::Fixed(tokens.access.clone()))?;
        let myself = match asking.myself().await {
            Err(RemoteError::NotFound { .. } | RemoteError::Forbidden { .. }) => None,
            other => Some(other?),
        };
        let brand = tokens.brand.clone().or_else(|| {
            let brand = myself.as_ref()?.brand.as_ref()?;
            Some(brand.id().to_owned())
        });
        let brand = brand.ok_or(SyncError::NoBrokerage)?;
        let who = myself.and_then(|user| {
            let names = [user.first_name, user.last_name].into_iter().flatten();
            let name = names.collect::<Vec<_>>().join(" ");
            Some(name.trim().to_owned()).filter(|name| !name.is_empty())
        });
        let named = match asking.brand(&brand).await {
            Err(RemoteError::NotFound { .. } | RemoteError::Forbidden { .. }) => None,
            other => other?.name,
        };
        let brokerage = named.unwrap_or_else(|| "the brokerage".to_owned());
        let why = "its brokerage has no mirror yet";
        let kept = self.0.keys.hold(&name(&api, &brand), &tokens, why);
        let session = remote::Session::new(app, Arc::clone(&kept.store), tokens);
        self.grant(
            settings,
            SignedIn {
                brand,
                brokerage,
                who,
            },
            kept,
            session,
        )
    }

    fn grant(
        &self,
        settings: RechatSettings,
        signed_in: SignedIn,
        kept: Kept,
        session: remote::Session,
    ) -> Result<Grant, SyncError> {
        let session = Arc::new(session);
        let bearer = Bearer::Session(Arc::clone(&session));
        let client = self.client(&settings.api, bearer)?;
        Ok(Grant {
            api: client.api().to_owned(),
            settings,
            brand: signed_in.brand,
            brokerage: signed_in.brokerage,
            who: signed_in.who,
            place: kept.place,
            ended: false,
            client,
            session,
        })
    }

    fn client(&self, api: &str, bearer: Bearer) -> Result<Client, RemoteError> {
        Client::new(api, bearer, self.0.limits, Arc::clone(&self.0.clock))
    }

    /// Makes this mirror the one of the sign-in, and the key store keep its tokens.
    /// The key store may ask the person first: no edit is kept waiting for that.
    pub(super) fn adopt(&self, session: &Session) -> Result<(), AppError> {
        let Some(mut grant) = locked(&self.0.now).grant.clone() else {
            return Ok(());
        };
        let RechatSettings {
            web,
            api,
            client_id,
        } = grant.settings.clone();
        let name = name(&grant.api, &grant.brand);
        if matches!(grant.place, TokenPlace::ThisSession { .. }) {
            // The one session of this sign-in, which calls may be under way with.
            grant.session.keep_elsewhere(|tokens| {
                let kept = self.0.keys.keep(&name, tokens);
                grant.place = kept.place;
                kept.store
            });
        }
        if let Some(before) = Reader::open(session.file())?.connection()?
            && let Some(signed_in) = before.signed_in
            && let Ok(app) = WebApp::new(&before.web, &before.api, "", None)
        {
            let old = keys::name(app.api(), &signed_in.brand);
            if old != name {
                self.0.keys.forget(&old);
            }
        }
        locked(&session.mirror).connect(&Connection {
            web,
            api,
            client_id,
            signed_in: Some(SignedIn {
                brand: grant.brand.clone(),
                brokerage: grant.brokerage.clone(),
                who: grant.who.clone(),
            }),
        })?;
        let mut now = locked(&self.0.now);
        now.tokens = Some(grant.place.clone());
        now.grant = Some(grant);
        Ok(())
    }

    /// Finds the sign-in of this mirror once: the one of this session if it belongs here, else
    /// the one whose tokens are kept.
    pub(super) fn look_up(&self, session: &Session) -> Result<(), AppError> {
        let _one_at_a_time = locked(&self.0.asking);
        let file = session.file();
        if locked(&self.0.now).asked_for.as_deref() == Some(file) {
            return Ok(());
        }
        let connection = Reader::open(file)?.connection()?;
        let found = match connection {
            Some(connection) => self.resumed(connection)?,
            None => None,
        };
        let mut now = locked(&self.0.now);
        now.asked_for = Some(file.to_owned());
        now.grant = found;
        Ok(())
    }

    fn resumed(&self, connection: Connection) -> Result<Option<Grant>, AppError> {
        let Some(signed_in) = connection.signed_in else {
            return Ok(None);
        };
        let (web, api) = (connection.web, connection.api);
        let app = WebApp::new(&web, &api, &connection.client_id, None)?;
        let (_, kept) = self.0.keys.find(&name(app.api(), &signed_in.brand));
        locked(&self.0.now).tokens = Some(kept.place.clone());
        let Ok(Some(session)) = remote::Session::resume(app, Arc::clone(&kept.store)) else {
            return Ok(None);
        };
        let settings = RechatSettings {
            web,
            api,
            client_id: connection.client_id,
        };
        Ok(Some(self.grant(settings, signed_in, kept, session)?))
    }

    /// The sign-in that calls are made with.
    pub(super) async fn signed_in(&self, _: &Work) -> Result<Grant, AppError> {
        self.aside(|rechat, session| {
            rechat.look_up(session)?;
            let grant = locked(&rechat.0.now).grant.clone();
            let nobody = |message: &str| AppError::new(Code::NotSignedIn, message);
            match grant {
                Some(grant) if grant.ended => Err(nobody("Rechat no longer accepts the sign-in")),
                Some(grant) => Ok(grant),
                None => Err(nobody("nobody is signed in to Rechat")),
            }
        })
        .await
        .map_err(|error| match error.code {
            Code::NotSignedIn => error.help("sign in; until then the draft can be edited as ever"),
            _ => error,
        })
    }

    /// The sign-in, where it is for the brokerage of this very mirror.
    pub(super) async fn signed_in_here(&self, work: &Work) -> Result<Grant, AppError> {
        let grant = self.signed_in(work).await?;
        self.aside(move |rechat, session| {
            if Home::of(rechat, session.file(), &grant)? == Home::Here {
                return Ok(grant);
            }
            let message = format!(
                "the sign-in is for {}, and this mirror holds another brokerage",
                grant.brokerage
            );
            Err(AppError::new(Code::AnotherBrokerage, message)
                .help("sign in for the brokerage of this mirror, or open the other's"))
        })
        .await
    }

    pub async fn sign_out(&self) -> Result<RechatStatus, AppError> {
        let work = self.begin(Busy::SigningIn)?;
        let grant = self
            .aside(|rechat, session| {
                rechat.look_up(session)?;
                let mut now = locked(&rechat.0.now);
                now.broken = None;
                now.reviewed = None;
                let grant = now.grant.take();
                drop(now);
                let mut mirror = locked(&session.mirror);
                if let Some(mut connection) = mirror.connection()? {
                    connection.signed_in = None;
                    mirror.connect(&connection)?;
                }
                Ok(grant)
            })
            .await?;
        if let Some(grant) = grant {
            grant.session.sign_out().await.map_err(|error| {
                AppError::new(Code::Internal, error.to_string())
                    .help("remove the entry “Switchyard” from the key store by hand")
            })?;
        }
        drop(work);
        self.status().await
    }

    fn heard_of_sign_in(&self, answer: Result<Tokens, SignInError>) -> Result<Tokens, AppError> {
        match answer {
            Ok(tokens) => Ok(tokens),
            Err(SignInError::Remote(error)) => self.heard(Err(error.into())),
            Err(error) => Err(AppError::from(error)),
        }
    }
}

/// The settings without white space around, each looked at by itself.
fn sound(settings: RechatSettings) -> Result<RechatSettings, AppError> {
    let wrong =
        |place: &str, message: String| AppError::new(Code::BadSettings, message).place(place);
    let settings = RechatSettings {
        web: settings.web.trim().to_owned(),
        api: settings.api.trim().to_owned(),
        client_id: settings.client_id.trim().to_owned(),
    };
    for (place, address) in [("web", &settings.web), ("api", &settings.api)] {
        WebApp::new(address, address, "", None).map_err(|error| wrong(place, error.to_string()))?;
    }
    if settings.client_id.is_empty() {
        return Err(wrong("client_id", "the client id is missing".to_owned())
            .help("Rechat gives one to each app that a brokerage registers"));
    }
    Ok(settings)
}
