//! The two pages a person sees: plain HTML, no script, no word that could be taken for Rechat's.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

use crate::api::{CALLS, Part};
use crate::desk::{Call, Desk};
use crate::reply::{Answer, typed};

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;\
color-scheme:light dark}code,pre{font-size:.9em}pre{overflow:auto;padding:.75rem;border:1px solid #8886}\
td{padding:.2rem 1rem .2rem 0;vertical-align:top}.not{border-left:4px solid #c60;padding:.25rem .75rem}";

const NOT_RECHAT: &str = "<p class=\"not\"><strong>This is not Rechat.</strong> It is Switchyard's sandbox, a \
program on this computer that answers like Rechat's API for tests and demos. Nothing sent here reaches anybody.</p>";

/// `GET /`: what this is and what it answers.
pub fn start(desk: &Desk, _: &Call) -> Answer {
    let rows = |part: Part| -> String {
        CALLS
            .iter()
            .filter(|call| call.part == part)
            .map(|call| {
                let path = escaped(&call.path.replace('{', ":").replace('}', ""));
                let words = escaped(call.words);
                format!(
                    "<tr><td><code>{} {path}</code></td><td>{words}</td></tr>\n",
                    call.method
                )
            })
            .collect()
    };
    let mut body = format!(
        "<h2>As documented</h2>\n<table>\n{}</table>\n",
        rows(Part::Documented)
    );
    let extension = if desk.options.rules_endpoint {
        format!(
            "<p>No public document says how rules are read or written; this is our assumption.</p>\n\
             <table>\n{}</table>\n",
            rows(Part::Extension)
        )
    } else {
        "<p>Switched off: every call of it answers 404, as Rechat does today.</p>\n".to_owned()
    };
    body.push_str(&format!("<h2>Routing, an extension</h2>\n{extension}"));
    if desk.options.control {
        body.push_str(&format!(
            "<h2>Control, for tests</h2>\n<table>\n{}</table>\n",
            rows(Part::Control)
        ));
    }
    let url = escaped(&desk.url);
    body.push_str(&format!(
        "<h2>Try it</h2>\n<pre>\
         # a lead, as a web form sends it; CHANNEL is the id of a channel\n\
         curl {url}/leads/channels/CHANNEL/webhook -H 'content-type: application/json' \\\n\
         \x20    -d '{{\"first_name\":\"Ada\",\"email\":\"ada@example.com\",\"tag\":[\"Buyer\"]}}'\n\n\
         # the channels of a brand; TOKEN is what --token said\n\
         curl {url}/brands/BRAND/leads/channels -H 'authorization: Bearer TOKEN'\n\n\
         # the first of its users\n\
         curl '{url}/brands/BRAND/users?associations[]=brand.parent&amp;limit=100&amp;start=0' \\\n\
         \x20    -g -H 'authorization: Bearer TOKEN'</pre>"
    ));
    Ok(html(StatusCode::OK, "Switchyard sandbox", &body))
}

pub fn html(http: StatusCode, title: &str, body: &str) -> Response {
    let title = escaped(title);
    let page = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\n\
         <style>{STYLE}</style></head>\n<body>\n<h1>{title}</h1>\n{NOT_RECHAT}\n{body}\n</body></html>\n"
    );
    let mut response = typed(http, "text/html; charset=utf-8", page);
    for (name, value) in [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
        ),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(name, value);
    }
    response
}

pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
