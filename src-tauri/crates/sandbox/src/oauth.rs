//! Sign-in: OAuth 2 authorization code with a consent page, and refresh with rotation.
//!
//! The page asks which brand the grant is for, as Rechat's does; there is no password. A code goes
//! to a loopback address only, lives five minutes and works once. Where PKCE was sent it is held to.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use routing::book::AccountKind;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use url::{Host, Url};

use crate::clock::wall;
use crate::desk::{Call, Desk, held, pairs};
use crate::org::Org;
use crate::page::{escaped, html};
use crate::reply::{Answer, Refusal, json_reply};
use crate::tokens::{self, Grant, Pair};

const CODE_LIVES: Duration = Duration::from_secs(300);
/// Pages that wait for an answer, and codes that wait for their exchange.
const MOST_WAITING: usize = 1_000;

/// Sign-ins under way. A restart forgets them; the person signs in again.
#[derive(Debug, Default)]
pub struct SignIns {
    asked: HashMap<String, Request>,
    codes: HashMap<String, Granted>,
}

/// What a client asked for.
#[derive(Clone, Debug)]
struct Request {
    client: String,
    redirect_uri: String,
    state: Option<String>,
    /// Of PKCE: the hash the verifier must have.
    challenge: Option<String>,
    at: Instant,
}

/// What a person agreed to.
#[derive(Debug)]
struct Granted {
    request: Request,
    account: String,
}

/// `GET /oauth2/auth`: the consent page.
pub fn ask(desk: &Desk, call: &Call) -> Answer {
    let given = |name| call.query(name).filter(|value| !value.is_empty());
    // Nobody is sent back to an address that is not known to be the client's own.
    let Some(redirect) = given("redirect_uri").filter(|uri| is_loopback(uri)) else {
        return Ok(refused_page(
            "redirect_uri must be http on 127.0.0.1, [::1] or localhost",
        ));
    };
    let Some(client) = given("client_id").filter(|id| knows(desk, id)) else {
        return Ok(refused_page("client_id is missing or not registered"));
    };
    let mut request = Request {
        client: client.to_owned(),
        redirect_uri: redirect.to_owned(),
        state: given("state").map(str::to_owned),
        challenge: given("code_challenge").map(str::to_owned),
        at: Instant::now(),
    };
    if given("response_type") != Some("code") {
        let error = "unsupported_response_type";
        return send_back(&request, &[("error", error)]);
    }
    if given("code_challenge_method").unwrap_or("plain") != "S256" {
        if request.challenge.is_some() {
            let why = "code_challenge_method must be S256";
            let error = [("error", "invalid_request"), ("error_description", why)];
            return send_back(&request, &error);
        }
        request.challenge = None;
    }
    let id = tokens::secret();
    let page = consent_page(&desk.store().org(), client, &id);
    let mut sign_ins = held(&desk.sign_ins);
    sign_ins.tidy();
    sign_ins.asked.insert(id, request);
    Ok(page)
}

/// `POST /oauth2/auth`: the person's answer.
pub fn answer(desk: &Desk, call: &Call) -> Answer {
    let form = pairs(&call.body);
    let given = |name: &str| {
        let known = form.iter().find(|(known, _)| known == name);
        known.map(|(_, value)| value.as_str())
    };
    let asked = given("request").unwrap_or_default();
    let Some(mut request) = held(&desk.sign_ins).asked.remove(asked) else {
        return Ok(refused_page(
            "this sign-in was answered already or took too long: start it again",
        ));
    };
    if given("answer") != Some("accept") {
        return send_back(&request, &[("error", "access_denied")]);
    }
    let account = given("brand").unwrap_or_default();
    if desk.store().org().find(account).is_none() {
        return Ok(refused_page("there is no such brand"));
    }
    let code = tokens::secret();
    let back = send_back(&request, &[("code", &code), ("brand", account)]);
    let account = account.to_owned();
    request.at = Instant::now();
    let mut sign_ins = held(&desk.sign_ins);
    sign_ins.codes.insert(code, Granted { request, account });
    back
}

/// `POST /oauth2/token`: a code or a refresh token for a fresh pair, in a form or in JSON.
pub fn token(desk: &Desk, call: &Call) -> Answer {
    Ok(match exchange(desk, call)? {
        Ok((grant, pair)) => {
            let expires_in = desk.options.expires_in.as_secs();
            token_reply(
                StatusCode::OK,
                &json!({
                    "access_token": pair.access,
                    "token_type": "Bearer",
                    "expires_in": expires_in,
                    "refresh_token": pair.refresh,
                    "brand": grant.account,
                }),
            )
        }
        Err(refusal) => {
            let http = if refusal.error == "invalid_client" {
                StatusCode::UNAUTHORIZED
            } else {
                StatusCode::BAD_REQUEST
            };
            let body = json!({ "error": refusal.error, "error_description": refusal.why });
            token_reply(http, &body)
        }
    })
}

/// An error in OAuth's words.
struct NoToken {
    error: &'static str,
    why: &'static str,
}

fn exchange(desk: &Desk, call: &Call) -> Answer<Result<(Grant, Pair), NoToken>> {
    let form = body_pairs(call)?;
    let given = |name: &str| {
        let known = form.iter().find(|(known, _)| known == name);
        known
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    };
    let no = |error, why| Ok(Err(NoToken { error, why }));
    let client = given("client_id").unwrap_or_default();
    if client.is_empty() || !has_secret(desk, client, given("client_secret")) {
        return no("invalid_client", "client_id or client_secret is wrong");
    }
    let expires_at = wall().plus(micros(desk.options.expires_in));
    match given("grant_type") {
        Some("authorization_code") => {
            let code = given("code").unwrap_or_default();
            let granted = held(&desk.sign_ins).codes.remove(code);
            let Some(Granted { request, account }) =
                granted.filter(|granted| granted.request.at.elapsed() < CODE_LIVES)
            else {
                return no("invalid_grant", "the code is unknown, used or too old");
            };
            if request.client != client {
                return no("invalid_grant", "the code was given to another client");
            }
            if given("redirect_uri") != Some(&request.redirect_uri) {
                return no(
                    "invalid_grant",
                    "redirect_uri is not the one of the sign-in",
                );
            }
            if given("code_verifier").map(challenge_of) != request.challenge {
                return no("invalid_grant", "code_verifier does not fit the sign-in");
            }
            let client = request.client;
            let grant = Grant { client, account };
            let store = desk.store();
            tokens::sweep(&store.conn)?;
            let pair = tokens::issue(&store.conn, &grant, expires_at)?;
            Ok(Ok((grant, pair)))
        }
        Some("refresh_token") => {
            let mut store = desk.store();
            let tx = store.write()?;
            tokens::sweep(&tx)?;
            let token = given("refresh_token").unwrap_or_default();
            // A transaction that is not committed gives the token back to its own client.
            let grant = tokens::take_refresh(&tx, token)?.filter(|grant| grant.client == client);
            let Some(grant) = grant else {
                return no("invalid_grant", "the refresh token is unknown or was used");
            };
            let pair = tokens::issue(&tx, &grant, expires_at)?;
            tx.commit()?;
            Ok(Ok((grant, pair)))
        }
        _ => no(
            "unsupported_grant_type",
            "grant_type is neither authorization_code nor refresh_token",
        ),
    }
}

impl SignIns {
    fn tidy(&mut self) {
        self.asked
            .retain(|_, request| request.at.elapsed() < CODE_LIVES);
        self.codes
            .retain(|_, granted| granted.request.at.elapsed() < CODE_LIVES);
        if self.asked.len() >= MOST_WAITING {
            self.asked.clear();
        }
    }
}

fn body_pairs(call: &Call) -> Answer<Vec<(String, String)>> {
    let said = call
        .header(header::CONTENT_TYPE.as_str())
        .unwrap_or_default();
    if !said.to_ascii_lowercase().starts_with("application/json") {
        return Ok(pairs(&call.body));
    }
    let body: serde_json::Map<String, Value> = call.json()?;
    let texts = body.into_iter().filter_map(|(key, value)| match value {
        Value::String(text) => Some((key, text)),
        _ => None,
    });
    Ok(texts.collect())
}

fn knows(desk: &Desk, client: &str) -> bool {
    let registered = desk.options.client.as_ref();
    registered.is_none_or(|registered| registered.id == client)
}

fn has_secret(desk: &Desk, client: &str, secret: Option<&str>) -> bool {
    let registered = desk.options.client.as_ref();
    registered.is_none_or(|known| known.id == client && secret == Some(&known.secret))
}

fn challenge_of(verifier: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()))
}

fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

/// An app's own address on this machine: a code sent there leaves it no more than the app does.
fn is_loopback(uri: &str) -> bool {
    let Ok(uri) = Url::parse(uri) else {
        return false;
    };
    let is_here = match uri.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    is_here && uri.scheme() == "http" && uri.username().is_empty() && uri.fragment().is_none()
}

fn send_back(request: &Request, with: &[(&str, &str)]) -> Answer {
    let unread = |_| Refusal::validation("redirect_uri cannot be read");
    let mut to = Url::parse(&request.redirect_uri).map_err(unread)?;
    {
        let mut query = to.query_pairs_mut();
        query.extend_pairs(with);
        if let Some(state) = &request.state {
            query.append_pair("state", state);
        }
    }
    let place = HeaderValue::from_str(to.as_str())
        .map_err(|_| Refusal::validation("redirect_uri cannot be read"))?;
    let mut response = Response::new(axum::body::Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let headers = response.headers_mut();
    headers.insert(header::LOCATION, place);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

fn token_reply(http: StatusCode, body: &Value) -> Response {
    let mut response = json_reply(http, body);
    let no_store = HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, no_store);
    response
}

fn consent_page(org: &Org, client: &str, request: &str) -> Response {
    let brands: String = org
        .accounts
        .iter()
        .filter(|account| account.kind != AccountKind::Agent)
        .map(|account| {
            let (id, name) = (escaped(&account.id), escaped(&account.name));
            format!("<option value=\"{id}\">{name}</option>\n")
        })
        .collect();
    html(
        StatusCode::OK,
        "Sign in",
        &format!(
            "<p><strong>{}</strong> asks to read and change lead routing.</p>\n\
             <form method=\"post\" action=\"/oauth2/auth\">\n\
             <input type=\"hidden\" name=\"request\" value=\"{request}\">\n\
             <p><label>For the brand <select name=\"brand\">\n{brands}</select></label></p>\n\
             <p><button name=\"answer\" value=\"accept\">Allow</button>\n\
             <button name=\"answer\" value=\"deny\">Deny</button></p>\n</form>",
            escaped(client),
        ),
    )
}

fn refused_page(why: &str) -> Response {
    let why = format!("<p>{}</p>", escaped(why));
    html(StatusCode::BAD_REQUEST, "This sign-in cannot go on", &why)
}
