//! Every call there is, in one table: it makes the routes, and the start page lists it.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, RawPathParamsRejection};
use axum::extract::{DefaultBodyLimit, RawPathParams, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};
use percent_encoding::percent_decode_str;
use routing::book::MAX_BOOK_BYTES;

use serde_json::value::RawValue;

use crate::capture::LARGEST_CAPTURE;
use crate::control::Edit;
use crate::desk::{Call, Desk, SharedDesk, pairs};
use crate::reply::{Answer, Refusal, no_content};
use crate::{brand_edits, brands, capture, channels, control, oauth, page, rules};

/// What a call belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The two pages.
    Pages,
    /// What Rechat documents, or its own public code calls.
    Documented,
    /// Our assumption of how routing is read and written; can be switched off.
    Extension,
    /// For tests; can be switched on.
    Control,
}

/// One call.
#[derive(Debug)]
pub struct Row {
    pub method: &'static str,
    pub path: &'static str,
    pub part: Part,
    pub words: &'static str,
    run: fn(&Desk, &Call) -> Answer,
    /// Largest body, in bytes.
    most: usize,
    /// Whether a page of any site may call it from a browser.
    from_pages: bool,
}

const fn row(
    part: Part,
    method: &'static str,
    path: &'static str,
    run: fn(&Desk, &Call) -> Answer,
    words: &'static str,
) -> Row {
    Row {
        method,
        path,
        part,
        words,
        run,
        most: LARGEST_CAPTURE,
        from_pages: false,
    }
}

impl Row {
    /// Web forms call it from wherever they are.
    const fn open_to_pages(self) -> Row {
        Row {
            from_pages: true,
            ..self
        }
    }

    /// Takes as much as a book may have.
    const fn large(self) -> Row {
        Row {
            most: MAX_BOOK_BYTES,
            ..self
        }
    }

    /// Whether it captures a lead.
    pub fn is_capture(&self) -> bool {
        self.method == "POST" && (self.path == WEBHOOK || self.path == LEADS)
    }
}

const NOTHING: &str = "there is nothing at this path";
const CHANNELS: &str = "/brands/{brand}/leads/channels";
const CHANNEL: &str = "/brands/{brand}/leads/channels/{channel}";
const RULES: &str = "/brands/{brand}/leads/channels/{channel}/rules";
const WEBHOOK: &str = "/leads/channels/{channel}/webhook";
const LEADS: &str = "/leads";
const ASSIGNEES: &str = "/leads/{lead}/assignees";
const BOOK: &str = "/__sandbox/book";
const TIMELINE: &str = "/leads/{lead}/timeline";

use Part::{Control, Documented, Extension, Pages};

// One call a line.
#[rustfmt::skip]
pub const CALLS: &[Row] = &[
    row(Pages, "GET", "/", page::start, "This page"),
    row(Documented, "GET", "/brands/{brand}", brands::get, "One brand; associations[]=brand.parent, brand.settings. No token"),
    row(Documented, "GET", "/users/self", brands::myself, "Who calls, with the brand of the grant. In no document that was read"),
    row(Documented, "POST", "/brands", brand_edits::create, "Makes a brand: name, brand_type, parent, roles"),
    row(Documented, "PUT", "/brands/{brand}", brand_edits::update, "Changes a brand: name, brand_type, parent"),
    row(Documented, "GET", "/brands/{brand}/users", brands::users, "Users below a brand, each with their brands; limit, start"),
    row(Documented, "GET", CHANNELS, channels::list_channels, "The lead channels of a brand"),
    row(Documented, "POST", WEBHOOK, capture::webhook, "Captures a lead. No token: the channel's id is the key").open_to_pages(),
    row(Documented, "POST", LEADS, capture::signed_in, "Captures a lead, {metadata, lead}, with X-RECHAT-BRAND"),
    row(Documented, "PUT", ASSIGNEES, capture::reassign, "Replaces a lead's assignees. No token").open_to_pages(),
    row(Documented, "POST", TIMELINE, capture::timeline, "Adds an activity to a lead. No token").open_to_pages(),
    row(Documented, "GET", "/oauth2/auth", oauth::ask, "Sign-in: the consent page"),
    row(Documented, "POST", "/oauth2/auth", oauth::answer, "Sign-in: the person's answer"),
    row(Documented, "POST", "/oauth2/token", oauth::token, "A code or a refresh token for a bearer"),
    row(Extension, "POST", CHANNELS, channels::create, "Makes a channel: id, name, mls, is_default"),
    row(Extension, "PUT", CHANNEL, channels::update, "Changes a channel: name, mls, is_default, brand"),
    row(Extension, "DELETE", CHANNEL, channels::delete, "Deletes a channel, softly"),
    row(Extension, "GET", RULES, rules::get, "The rules of a channel"),
    row(Extension, "PUT", RULES, rules::put, "Replaces the rules of a channel").large(),
    row(Control, "GET", BOOK, control::book, "The state as a book"),
    row(Control, "PUT", BOOK, control::put_book, "Makes the state a book's, as another user").large(),
    row(Control, "GET", "/__sandbox/requests", control::requests, "What was served"),
    row(Control, "DELETE", "/__sandbox/requests", control::forget_requests, "Counts from nothing again"),
    row(Control, "GET", "/__sandbox/faults", control::faults, "How many faults wait"),
    row(Control, "POST", "/__sandbox/faults", control::queue_faults, "Queues faults for exact calls"),
    row(Control, "DELETE", "/__sandbox/faults", control::clear_faults, "Queues nothing any more"),
    row(Control, "POST", "/__sandbox/edit", control::edit, "Makes a change as another user").large(),
    row(Control, "GET", "/__sandbox/leads", control::leads, "The leads and where they went"),
];

/// The routes of everything that this sandbox answers.
pub fn router(desk: &SharedDesk) -> Router {
    let mut router = Router::new();
    for row in CALLS {
        let is_served = row.part != Control || desk.options.control;
        let Some(filter) = filter(row.method).filter(|_| is_served) else {
            continue;
        };
        let serve = move |State(desk): State<SharedDesk>,
                          path: Result<RawPathParams, RawPathParamsRejection>,
                          RawQuery(query): RawQuery,
                          headers: HeaderMap,
                          body: Result<Bytes, BytesRejection>| async move {
            let mut response = read(row, path, query, headers, body)
                .and_then(|call| run(row, &desk, &call))
                .unwrap_or_else(IntoResponse::into_response);
            if row.from_pages {
                allow_pages(&mut response);
            }
            response
        };
        let limit = DefaultBodyLimit::max(row.most);
        router = router.route(row.path, on(filter, serve).layer(limit));
    }
    for path in [WEBHOOK, ASSIGNEES, TIMELINE] {
        router = router.route(path, on(MethodFilter::OPTIONS, preflight));
    }
    router
        .method_not_allowed_fallback(|| async { Refusal::wrong_method() })
        .fallback(|| async { Refusal::not_found(NOTHING) })
        .with_state(Arc::clone(desk))
}

fn filter(method: &str) -> Option<MethodFilter> {
    match method {
        "GET" => Some(MethodFilter::GET),
        "POST" => Some(MethodFilter::POST),
        "PUT" => Some(MethodFilter::PUT),
        "DELETE" => Some(MethodFilter::DELETE),
        _ => None,
    }
}

fn read(
    row: &Row,
    path: Result<RawPathParams, RawPathParamsRejection>,
    query: Option<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Answer<Call> {
    let body = body.map_err(|error| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            Refusal::too_large(format!("the body is larger than {} bytes", row.most))
        }
        _ => Refusal::validation("the body cannot be read to its end"),
    })?;
    // Bytes that are no text name nothing.
    let path = path.map_err(|_| Refusal::not_found(NOTHING))?;
    Ok(Call {
        path: path
            .iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        query: pairs(query.unwrap_or_default().as_bytes()),
        headers,
        body,
        other_user: false,
    })
}

fn run(row: &Row, desk: &Desk, call: &Call) -> Answer {
    // A person on Rechat's own screen can do what this endpoint cannot.
    if row.part == Extension && !desk.options.rules_endpoint && !call.other_user {
        return Err(Refusal::not_found(NOTHING));
    }
    (row.run)(desk, call)
}

async fn preflight() -> Response {
    let mut response = no_content();
    allow_pages(&mut response);
    response
}

fn allow_pages(response: &mut Response) {
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "POST, PUT"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type"),
    ] {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
}

/// Makes a change as another user: a call of the table, without token, guard or faults.
pub fn edit_as_other(desk: &Desk, edit: &str) -> Answer<()> {
    let unread = |error: serde_json::Error| Refusal::validation(format!("no edit: {error}"));
    let edit: Edit = serde_json::from_str(edit).map_err(unread)?;
    let (method, path, body) = match (&edit.method, &edit.path, edit.book) {
        (Some(method), Some(path), None) => (&**method, &**path, edit.body),
        (None, None, Some(book)) => ("PUT", BOOK, Some(book)),
        _ => {
            let message = "an edit has a method, a path and mostly a body, or else a book";
            return Err(Refusal::validation(message));
        }
    };
    let Some((row, path)) = find(method, path) else {
        let message = format!("no edit: there is no call {method} {path}");
        return Err(Refusal::validation(message));
    };
    let call = Call {
        path,
        query: Vec::new(),
        headers: HeaderMap::new(),
        body: Bytes::copy_from_slice(body.map_or("", RawValue::get).as_bytes()),
        other_user: true,
    };
    run(row, desk, &call).map(|_| ())
}

/// The call of the table that a request is, with the parameters in its path.
pub fn find(method: &str, path: &str) -> Option<(&'static Row, Vec<(String, String)>)> {
    CALLS.iter().find_map(|row| {
        let found = parameters(row.path, path).filter(|_| row.method == method)?;
        Some((row, found))
    })
}

/// What the parameters of a route are in a path, if the path is of that route.
fn parameters(route: &str, path: &str) -> Option<Vec<(String, String)>> {
    let mut parts = path.split('/');
    let mut found = Vec::new();
    for wanted in route.split('/') {
        let part = parts.next()?;
        match wanted
            .strip_prefix('{')
            .and_then(|name| name.strip_suffix('}'))
        {
            Some(name) if !part.is_empty() => {
                let value = percent_decode_str(part).decode_utf8().ok()?;
                found.push((name.to_owned(), value.into_owned()));
            }
            None if wanted == part => {}
            _ => return None,
        }
    }
    parts.next().is_none().then_some(found)
}
