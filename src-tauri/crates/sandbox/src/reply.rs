//! The envelopes: `{code, data}`, `{code, data, info}`, and errors.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::json;

/// What a call comes to.
pub type Answer<T = Response> = Result<T, Refusal>;

/// An error as the API words it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub http: StatusCode,
    pub code: &'static str,
    pub message: String,
}

impl Refusal {
    fn new(http: StatusCode, code: &'static str, message: impl Into<String>) -> Refusal {
        let message = message.into();
        Refusal {
            http,
            code,
            message,
        }
    }

    pub fn not_found(what: impl Into<String>) -> Refusal {
        Refusal::new(StatusCode::NOT_FOUND, "ResourceNotFound", what)
    }

    pub fn validation(message: impl Into<String>) -> Refusal {
        Refusal::new(StatusCode::BAD_REQUEST, "Validation", message)
    }

    pub fn unauthorized(message: impl Into<String>) -> Refusal {
        Refusal::new(StatusCode::UNAUTHORIZED, "Unauthorized", message)
    }

    pub fn forbidden(message: impl Into<String>) -> Refusal {
        Refusal::new(StatusCode::FORBIDDEN, "Forbidden", message)
    }

    pub fn conflict(message: impl Into<String>) -> Refusal {
        Refusal::new(StatusCode::CONFLICT, "Conflict", message)
    }

    pub fn wrong_method() -> Refusal {
        let message = "this path does not take this method";
        Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed", message)
    }

    pub fn too_large(message: impl Into<String>) -> Refusal {
        Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "TooLarge", message)
    }

    pub fn unreadable_type(message: impl Into<String>) -> Refusal {
        let http = StatusCode::UNSUPPORTED_MEDIA_TYPE;
        Refusal::new(http, "UnsupportedMediaType", message)
    }

    pub fn too_many() -> Refusal {
        let message = "too many requests, come back later";
        Refusal::new(StatusCode::TOO_MANY_REQUESTS, "TooManyRequests", message)
    }

    /// The sandbox itself failed, or plays that it did.
    pub fn server_error(http: StatusCode, message: impl Into<String>) -> Refusal {
        Refusal::new(http, "Internal", message)
    }
}

/// The store failed under a call.
impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Refusal {
        let message = format!("the sandbox's state cannot be used: {error}");
        Refusal::server_error(StatusCode::INTERNAL_SERVER_ERROR, message)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = json!({
            "code": self.code,
            "message": self.message,
            "http": self.http.as_u16(),
            "trace": false,
            "slack": false,
        });
        json_reply(self.http, &body)
    }
}

#[derive(Serialize)]
struct One<T> {
    code: &'static str,
    data: T,
}

#[derive(Serialize)]
struct List<T, I> {
    code: &'static str,
    data: T,
    info: I,
}

/// How much of a list a reply holds.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Page {
    /// Rows in this reply.
    pub count: usize,
    /// Rows there are.
    pub total: usize,
}

pub fn one(data: impl Serialize) -> Response {
    json_reply(StatusCode::OK, &One { code: "OK", data })
}

pub fn list(data: impl Serialize, info: impl Serialize) -> Response {
    let code = "OK";
    json_reply(StatusCode::OK, &List { code, data, info })
}

pub fn no_content() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

pub fn json_reply(http: StatusCode, body: &impl Serialize) -> Response {
    match serde_json::to_vec(body) {
        Ok(bytes) => typed(http, "application/json; charset=utf-8", bytes),
        Err(error) => typed(
            StatusCode::INTERNAL_SERVER_ERROR,
            "text/plain; charset=utf-8",
            format!("a reply cannot be written: {error}"),
        ),
    }
}

pub fn typed(http: StatusCode, content_type: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = http;
    let content_type = HeaderValue::from_static(content_type);
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, content_type);
    response
}
