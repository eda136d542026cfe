//! What every call has in hand: the desk it is served at, and the call itself.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;
use url::form_urlencoded;

use crate::faults::Faults;
use crate::oauth::SignIns;
use crate::options::Options;
use crate::reply::{Answer, Refusal};
use crate::requests::Served;
use crate::store::Store;
use crate::tokens;

/// One running sandbox.
#[derive(Debug)]
pub struct Desk {
    pub options: Options,
    /// Where it is reached: `http://127.0.0.1:PORT`.
    pub url: String,
    store: Mutex<Store>,
    pub faults: Mutex<Faults>,
    pub served: Mutex<Served>,
    pub sign_ins: Mutex<SignIns>,
}

impl Desk {
    pub fn new(options: Options, url: String, store: Store) -> Desk {
        Desk {
            faults: Mutex::new(Faults::new(options.faults.clone(), options.seed)),
            options,
            url,
            store: Mutex::new(store),
            served: Mutex::default(),
            sign_ins: Mutex::default(),
        }
    }

    /// The state, to one call at a time; nobody keeps it across an await.
    pub fn store(&self) -> MutexGuard<'_, Store> {
        held(&self.store)
    }
}

/// What a panic elsewhere left behind is still a consistent state: writes are transactions.
pub fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One request, read.
#[derive(Debug)]
pub struct Call {
    pub path: Vec<(String, String)>,
    pub query: Vec<(String, String)>,
    pub headers: HeaderMap,
    pub body: Bytes,
    /// Made by the sandbox itself, as a change that somebody made on Rechat's own screen.
    pub other_user: bool,
}

/// Who calls: what the grant is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    pub account: String,
}

impl Call {
    /// A parameter of the path; the routes see to it that it is there.
    pub fn path(&self, name: &str) -> &str {
        let known = self.path.iter().find(|(known, _)| known == name);
        known.map_or("", |(_, value)| value)
    }

    pub fn query(&self, name: &str) -> Option<&str> {
        let known = self.query.iter().find(|(known, _)| known == name);
        known.map(|(_, value)| value.as_str())
    }

    /// A whole number of the query.
    pub fn number(&self, name: &str) -> Answer<Option<usize>> {
        self.query(name)
            .map(|text| {
                text.parse()
                    .map_err(|_| Refusal::validation(format!("{name} is not a whole number")))
            })
            .transpose()
    }

    /// The associations asked for: `associations[]=brand.parent&…`, or a list with commas.
    pub fn wants(&self, association: &str) -> bool {
        self.query
            .iter()
            .filter(|(key, _)| key == "associations[]" || key == "associations")
            .any(|(_, value)| value.split(',').any(|one| one.trim() == association))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as JSON of a known shape.
    pub fn json<T: DeserializeOwned>(&self) -> Answer<T> {
        serde_json::from_slice(&self.body)
            .map_err(|error| Refusal::validation(format!("the body cannot be read: {error}")))
    }

    /// Who calls, by the bearer. A bad or expired one is a 401.
    pub fn caller(&self, desk: &Desk) -> Answer<Caller> {
        let store = desk.store();
        let root = || store.org().root().map(|root| root.id.clone());
        if self.other_user {
            let account = root().unwrap_or_default();
            return Ok(Caller { account });
        }
        let value = self.header(header::AUTHORIZATION.as_str());
        let token = value.and_then(bearer).ok_or_else(|| {
            Refusal::unauthorized("this call needs an Authorization: Bearer token")
        })?;
        if let Some(fixed) = &desk.options.token
            && tokens::hash(fixed) == tokens::hash(token)
        {
            let account = root().unwrap_or_default();
            return Ok(Caller { account });
        }
        tokens::access(&store.conn, token)?
            .ok_or_else(|| Refusal::unauthorized("the bearer token is unknown or has expired"))
    }

    /// Who calls, where the grant covers `account`.
    pub fn caller_for(&self, desk: &Desk, account: &str) -> Answer<Caller> {
        let caller = self.caller(desk)?;
        let org = desk.store().org();
        if org.find(account).is_none() {
            return Err(Refusal::not_found(format!("there is no brand {account:?}")));
        }
        if !org.is_within(&caller.account, account) {
            return Err(Refusal::forbidden(format!(
                "the token is for another brand than {account:?}"
            )));
        }
        Ok(caller)
    }
}

/// The token of an `Authorization` header.
pub fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

/// The pairs of a query or of a form body.
pub fn pairs(text: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(text).into_owned().collect()
}

/// Shared by the tasks that serve connections.
pub type SharedDesk = Arc<Desk>;
