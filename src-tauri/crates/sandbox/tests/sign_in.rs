use std::time::Duration;

use sandbox::{Client, Options};
use serde_json::{Value, json};

use crate::house::{Reply, Sandbox, options, refused};

const REDIRECT: &str = "http://127.0.0.1:9/callback";
/// The example of RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn auth(more: &str) -> String {
    let redirect = REDIRECT.replace(':', "%3A").replace('/', "%2F");
    format!("/oauth2/auth?client_id=app&redirect_uri={redirect}&response_type=code{more}")
}

fn form(sandbox: &Sandbox, path: &str, body: &str) -> Reply {
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    sandbox.try_call("POST", path, &headers, body).unwrap()
}

/// The hidden field of the consent page.
#[track_caller]
fn asked(sandbox: &Sandbox, more: &str) -> String {
    let page = sandbox.try_call("GET", &auth(more), &[], "").unwrap();
    assert_eq!(page.status, 200, "{}", page.text);
    let (_, rest) = page.text.split_once("name=\"request\" value=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

#[track_caller]
fn location(reply: &Reply) -> String {
    assert_eq!(reply.status, 303, "{}", reply.text);
    reply.header("location").unwrap().to_owned()
}

fn parameter(location: &str, name: &str) -> Option<String> {
    let (_, query) = location.split_once('?')?;
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

#[track_caller]
fn code(sandbox: &Sandbox, more: &str, brand: &str) -> String {
    let request = asked(sandbox, more);
    let body = format!("request={request}&brand={brand}&answer=accept");
    let back = location(&form(sandbox, "/oauth2/auth", &body));
    assert!(back.starts_with(REDIRECT), "{back}");
    parameter(&back, "code").unwrap()
}

fn exchange(sandbox: &Sandbox, code: &str, more: &str) -> Reply {
    let body = format!(
        "grant_type=authorization_code&code={code}&redirect_uri={REDIRECT}&client_id=app&client_secret=s{more}"
    );
    form(sandbox, "/oauth2/token", &body)
}

fn refresh(sandbox: &Sandbox, token: &str) -> Reply {
    let body =
        format!("grant_type=refresh_token&refresh_token={token}&client_id=app&client_secret=s");
    form(sandbox, "/oauth2/token", &body)
}

fn get(sandbox: &Sandbox, path: &str, token: &str) -> Reply {
    let bearer = format!("Bearer {token}");
    sandbox
        .try_call("GET", path, &[("authorization", &bearer)], "")
        .unwrap()
}

#[track_caller]
fn oauth_error(reply: &Reply, status: u16, error: &str) {
    assert_eq!(reply.status, status, "{}", reply.text);
    assert_eq!(reply.json()["error"], error, "{}", reply.text);
    assert!(reply.json()["error_description"].is_string());
}

#[test]
fn a_person_picks_a_brand_and_the_app_gets_a_bearer_for_it() {
    let sandbox = Sandbox::new();
    let page = sandbox
        .try_call("GET", &auth("&state=xyz"), &[], "")
        .unwrap();
    assert!(page.text.contains("This is not Rechat"));
    assert!(
        page.text
            .contains("<option value=\"elm\">Elm Office</option>")
    );
    assert!(
        !page.text.contains("Ada Quill"),
        "an agent's account is no choice"
    );
    assert!(!page.text.contains("<script"));

    let request = asked(&sandbox, "&state=x%20y%26z");
    let body = format!("request={request}&brand=elm&answer=accept");
    let back = location(&form(&sandbox, "/oauth2/auth", &body));
    assert_eq!(parameter(&back, "state").as_deref(), Some("x+y%26z"));
    assert_eq!(parameter(&back, "brand").as_deref(), Some("elm"));
    let reply = exchange(&sandbox, &parameter(&back, "code").unwrap(), "");
    assert_eq!(reply.status, 200, "{}", reply.text);
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    let mut pair = reply.json();
    let access = pair["access_token"].take().as_str().unwrap().to_owned();
    assert!(pair["refresh_token"].take().is_string());
    assert_eq!(
        pair,
        json!({ "access_token": null, "refresh_token": null, "token_type": "Bearer",
                "expires_in": 2_678_400, "brand": "elm" })
    );

    assert_eq!(get(&sandbox, "/brands/elm/users", &access).status, 200);
    assert_eq!(get(&sandbox, "/brands/ada/users", &access).status, 200);
    assert_eq!(get(&sandbox, "/users/self", &access).data()["brand"], "elm");
    refused(
        &get(&sandbox, "/brands/oak/users", &access),
        403,
        "Forbidden",
    );
    refused(
        &get(&sandbox, "/brands/house/leads/channels", &access),
        403,
        "Forbidden",
    );
    refused(
        &get(&sandbox, "/brands/elm/users", "made-up"),
        401,
        "Unauthorized",
    );
}

#[test]
fn a_grant_cannot_move_a_channel_out_of_its_reach() {
    let sandbox = Sandbox::new();
    let access = exchange(&sandbox, &code(&sandbox, "", "elm"), "").json()["access_token"].clone();
    let bearer = format!("Bearer {}", access.as_str().unwrap());
    let path = crate::house::channel("elm", crate::house::ELM);
    let headers = [("authorization", &*bearer)];
    let body = json!({ "brand": "oak" }).to_string();
    let reply = sandbox.try_call("PUT", &path, &headers, &body).unwrap();
    refused(&reply, 403, "Forbidden");
}

#[test]
fn a_person_may_say_no_and_only_once() {
    let sandbox = Sandbox::new();
    let request = asked(&sandbox, "&state=s1");
    let body = format!("request={request}&brand=elm&answer=deny");
    let back = location(&form(&sandbox, "/oauth2/auth", &body));
    assert_eq!(parameter(&back, "error").as_deref(), Some("access_denied"));
    assert_eq!(parameter(&back, "state").as_deref(), Some("s1"));
    assert_eq!(parameter(&back, "code"), None);
    assert_eq!(form(&sandbox, "/oauth2/auth", &body).status, 400);
    let made_up = "request=made-up&brand=elm&answer=accept";
    assert_eq!(form(&sandbox, "/oauth2/auth", made_up).status, 400);
    let request = asked(&sandbox, "");
    let body = format!("request={request}&brand=nowhere&answer=accept");
    assert_eq!(form(&sandbox, "/oauth2/auth", &body).status, 400);
}

#[test]
fn nobody_is_sent_anywhere_but_to_their_own_computer() {
    let sandbox = Sandbox::new();
    for redirect in [
        "https://evil.example/cb",
        "http://evil.example/cb",
        "http://127.0.0.1.evil.example/cb",
        "http://localhost@evil.example/cb",
        "javascript:alert(1)",
        "",
    ] {
        let path = format!("/oauth2/auth?client_id=app&response_type=code&redirect_uri={redirect}");
        let reply = sandbox.try_call("GET", &path, &[], "").unwrap();
        assert_eq!(reply.status, 400, "{redirect}");
        assert_eq!(reply.header("location"), None);
    }
    for redirect in [
        "http://localhost:1/",
        "http://[::1]:1/cb",
        "http://127.0.0.1/",
    ] {
        let path = format!("/oauth2/auth?client_id=app&response_type=code&redirect_uri={redirect}");
        let reply = sandbox.try_call("GET", &path, &[], "").unwrap();
        assert_eq!(reply.status, 200, "{redirect}");
    }
}

#[test]
fn what_a_client_asks_wrongly_is_sent_back_to_it() {
    let sandbox = Sandbox::new();
    let implicit = auth("&state=s").replace("response_type=code", "response_type=token");
    let reply = sandbox.try_call("GET", &implicit, &[], "").unwrap();
    let back = location(&reply);
    assert_eq!(
        parameter(&back, "error").as_deref(),
        Some("unsupported_response_type")
    );
    assert_eq!(parameter(&back, "state").as_deref(), Some("s"));
    for more in [
        "&code_challenge=abc",
        "&code_challenge=abc&code_challenge_method=plain",
    ] {
        let reply = sandbox.try_call("GET", &auth(more), &[], "").unwrap();
        let back = location(&reply);
        assert_eq!(
            parameter(&back, "error").as_deref(),
            Some("invalid_request")
        );
    }
    let nobody = auth("").replace("client_id=app", "client_id=");
    assert_eq!(
        sandbox.try_call("GET", &nobody, &[], "").unwrap().status,
        400
    );
}

#[test]
fn a_sent_challenge_is_held_to() {
    let sandbox = Sandbox::new();
    let challenge = format!("&code_challenge={CHALLENGE}&code_challenge_method=S256");
    let fresh = || code(&sandbox, &challenge, "house");
    let right = format!("&code_verifier={VERIFIER}");
    assert_eq!(exchange(&sandbox, &fresh(), &right).status, 200);
    oauth_error(&exchange(&sandbox, &fresh(), ""), 400, "invalid_grant");
    let wrong = exchange(&sandbox, &fresh(), "&code_verifier=something-else");
    oauth_error(&wrong, 400, "invalid_grant");
    let unasked = exchange(&sandbox, &code(&sandbox, "", "house"), &right);
    oauth_error(&unasked, 400, "invalid_grant");
}

#[test]
fn a_code_works_once_for_its_own_client_and_address() {
    let sandbox = Sandbox::new();
    let once = code(&sandbox, "", "house");
    assert_eq!(exchange(&sandbox, &once, "").status, 200);
    oauth_error(&exchange(&sandbox, &once, ""), 400, "invalid_grant");
    oauth_error(&exchange(&sandbox, "made-up", ""), 400, "invalid_grant");

    let mut body = json!({
        "grant_type": "authorization_code", "code": code(&sandbox, "", "house"),
        "redirect_uri": REDIRECT, "client_id": "other", "client_secret": "s",
    });
    let send = |body: &Value| {
        let json = [("content-type", "application/json")];
        sandbox
            .try_call("POST", "/oauth2/token", &json, &body.to_string())
            .unwrap()
    };
    oauth_error(&send(&body), 400, "invalid_grant");
    body["code"] = json!(code(&sandbox, "", "house"));
    body["client_id"] = json!("app");
    body["redirect_uri"] = json!("http://127.0.0.1:9/other");
    oauth_error(&send(&body), 400, "invalid_grant");
    body["code"] = json!(code(&sandbox, "", "house"));
    body["redirect_uri"] = json!(REDIRECT);
    assert_eq!(send(&body).status, 200, "JSON is read too");
    body["grant_type"] = json!("password");
    oauth_error(&send(&body), 400, "unsupported_grant_type");
}

#[test]
fn a_refresh_token_works_once_and_a_new_one_comes() {
    let sandbox = Sandbox::new();
    let pair = exchange(&sandbox, &code(&sandbox, "", "elm"), "").json();
    let first = pair["refresh_token"].as_str().unwrap();
    let renewed = refresh(&sandbox, first).json();
    assert_eq!(renewed["brand"], "elm");
    let second = renewed["refresh_token"].as_str().unwrap();
    assert_ne!(first, second);
    oauth_error(&refresh(&sandbox, first), 400, "invalid_grant");
    assert_eq!(refresh(&sandbox, second).status, 200);
    let access = renewed["access_token"].as_str().unwrap();
    assert_eq!(get(&sandbox, "/brands/elm/users", access).status, 200);
    oauth_error(&refresh(&sandbox, access), 400, "invalid_grant");
    refused(
        &get(&sandbox, "/brands/elm/users", second),
        401,
        "Unauthorized",
    );
}

#[test]
fn another_client_neither_gets_nor_ends_a_refresh_token() {
    let sandbox = Sandbox::new();
    let pair = exchange(&sandbox, &code(&sandbox, "", "elm"), "").json();
    let token = pair["refresh_token"].as_str().unwrap();
    let body = format!("grant_type=refresh_token&refresh_token={token}&client_id=thief");
    oauth_error(
        &form(&sandbox, "/oauth2/token", &body),
        400,
        "invalid_grant",
    );
    assert_eq!(refresh(&sandbox, token).status, 200);
}

#[test]
fn a_registered_client_needs_its_secret() {
    let registered = Options {
        client: Some(Client {
            id: "app".to_owned(),
            secret: "s".to_owned(),
        }),
        ..options()
    };
    let sandbox = Sandbox::with(registered);
    let stranger = auth("").replace("client_id=app", "client_id=stranger");
    assert_eq!(
        sandbox.try_call("GET", &stranger, &[], "").unwrap().status,
        400
    );
    let code = code(&sandbox, "", "house");
    let body = format!(
        "grant_type=authorization_code&code={code}&redirect_uri={REDIRECT}&client_id=app&client_secret=wrong"
    );
    oauth_error(
        &form(&sandbox, "/oauth2/token", &body),
        401,
        "invalid_client",
    );
    assert_eq!(exchange(&sandbox, &code, "").status, 200);
}

#[test]
fn a_bearer_ends_with_its_time() {
    let short = Options {
        expires_in: Duration::ZERO,
        ..options()
    };
    let sandbox = Sandbox::with(short);
    let pair = exchange(&sandbox, &code(&sandbox, "", "house"), "").json();
    assert_eq!(pair["expires_in"], 0);
    let access = pair["access_token"].as_str().unwrap();
    refused(
        &get(&sandbox, "/brands/house/users", access),
        401,
        "Unauthorized",
    );
    let refresh_token = pair["refresh_token"].as_str().unwrap();
    assert_eq!(
        refresh(&sandbox, refresh_token).status,
        200,
        "and is renewed"
    );
}

#[test]
fn names_on_the_page_are_text() {
    let sandbox = Sandbox::new();
    let hostile = auth("").replace(
        "client_id=app",
        "client_id=%3Cscript%3Ealert(1)%3C/script%3E",
    );
    let page = sandbox.try_call("GET", &hostile, &[], "").unwrap();
    assert!(page.text.contains("&lt;script&gt;"), "{}", page.text);
    assert!(!page.text.contains("<script"));
}

#[test]
fn a_bearer_that_was_made_to_expire_stays_expired_and_can_be_renewed() {
    let sandbox = Sandbox::new();
    let pair = exchange(&sandbox, &code(&sandbox, "", "elm"), "").json();
    let access = pair["access_token"].as_str().unwrap();
    sandbox.fault(json!({ "fault": "expire", "path": "/brands/elm/users" }));
    for _ in 0..2 {
        let reply = get(&sandbox, "/brands/elm/users", access);
        refused(&reply, 401, "Unauthorized");
    }
    let renewed = refresh(&sandbox, pair["refresh_token"].as_str().unwrap()).json();
    let access = renewed["access_token"].as_str().unwrap();
    assert_eq!(get(&sandbox, "/brands/elm/users", access).status, 200);
}
