//! The whole sign-in against the sandbox, the browser played by a client that follows redirects by
//! hand.

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use remote::{
    Bearer, Memory, RemoteError, Secret, Session, SignIn, SignInError, TokenStore, Tokens, WebApp,
};
use routing::Book;
use sandbox::{Client as Registered, Options, Running};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use crate::{Hand, client, fixed};

fn book() -> Book {
    Book::read(
        br#"{"format":"switchyard.book","version":1,
          "accounts":[{"id":"adler","kind":"brokerage","name":"Adler","parent":null}],
          "users":[{"id":"u","accounts":["adler"]}],
          "channels":[{"id":"c","account":"adler","name":"One","rules":[]}]}"#,
    )
    .unwrap()
}

async fn server() -> Running {
    let options = Options {
        control: true,
        expires_in: Duration::from_secs(3_600),
        client: Some(Registered {
            id: "switchyard".into(),
            secret: "registered-secret".into(),
        }),
        ..Options::default()
    };
    sandbox::serve(&book(), options).await.unwrap()
}

fn app(url: &str) -> WebApp {
    let secret = Some(Secret::new("registered-secret"));
    WebApp::new(url, url, "switchyard", secret).unwrap()
}

fn browser() -> reqwest::Client {
    reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

/// Looks at the consent page and answers it; what the browser is then sent to.
async fn consent(page: &str, answer: &str) -> String {
    let browser = browser();
    let text = browser
        .get(page)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let field = text.split("name=\"request\" value=\"").nth(1).unwrap();
    let request = field.split('"').next().unwrap();
    let post = page.split('?').next().unwrap();
    let form = format!("request={request}&answer={answer}&brand=adler");
    let back = browser
        .post(post)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form)
        .send()
        .await
        .unwrap();
    let to = back.headers().get("location").unwrap().to_str().unwrap();
    to.to_owned()
}

async fn signed_in(server: &Running, clock: &Arc<Hand>) -> Tokens {
    let app = app(&server.url);
    let sign_in = SignIn::begin(&app).await.unwrap();
    let back = consent(sign_in.page.as_str(), "accept").await;
    let visit = tokio::spawn(async move { browser().get(back).send().await.unwrap() });
    let grant = sign_in.finish(Duration::from_secs(5)).await.unwrap();
    let page = visit.await.unwrap().text().await.unwrap();
    assert!(page.contains("You are signed in"), "{page}");
    let client = client(&server.url, fixed(""), clock);
    app.exchange(&client, &grant).await.unwrap()
}

#[tokio::test]
async fn a_sign_in_comes_back_through_the_browser_and_is_renewed_ahead_of_its_end() {
    let server = server().await;
    let clock = Hand::new();
    let tokens = signed_in(&server, &clock).await;
    assert_eq!(tokens.brand.as_deref(), Some("adler"));
    let store = Arc::new(Memory::default());
    store.save(&server.url, &tokens).unwrap();
    let kept: Arc<dyn TokenStore> = store.clone();
    // The secret lives with the tokens, not with the settings.
    let bare = WebApp::new(&server.url, &server.url, "switchyard", None).unwrap();
    let session = Session::resume(bare, kept).unwrap().unwrap();
    let session = Arc::new(session);
    let client = client(&server.url, Bearer::Session(Arc::clone(&session)), &clock);
    assert_eq!(client.channels("adler").await.unwrap().len(), 1);
    assert_eq!(
        store.load(&server.url).unwrap().unwrap(),
        tokens,
        "not yet renewed"
    );

    clock.advance(Duration::from_secs(3_400));
    client.channels("adler").await.unwrap();
    let renewed = store.load(&server.url).unwrap().unwrap();
    assert_ne!(renewed.access, tokens.access);
    assert_ne!(renewed.refresh, tokens.refresh, "rotation is kept");
    assert_eq!(renewed.brand, tokens.brand);

    // Ended by the server in the middle: renewed once, and the call is made again.
    let fault = r#"{"fault":"expire","path":"/brands/adler/leads/channels"}"#;
    let url = format!("{}/__sandbox/faults", server.url);
    let queued = browser().post(url).body(fault).send().await.unwrap();
    assert!(queued.status().is_success());
    let change = remote::ChannelChange {
        name: Some(Some("Renamed".into())),
        ..Default::default()
    };
    client.channels("adler").await.unwrap();
    client
        .update_channel("adler", "c", &change, None)
        .await
        .unwrap();
    assert_ne!(
        store.load(&server.url).unwrap().unwrap().access,
        renewed.access
    );

    session.sign_out().await.unwrap();
    assert_eq!(store.load(&server.url).unwrap(), None);
    assert_eq!(
        client.channels("adler").await,
        Err(RemoteError::Unauthorized)
    );
}

#[tokio::test]
async fn calls_made_at_once_renew_once() {
    let server = server().await;
    let clock = Hand::new();
    let tokens = signed_in(&server, &clock).await;
    let store: Arc<dyn TokenStore> = Arc::new(Memory::default());
    let session = Session::new(app(&server.url), store, tokens);
    let client = client(&server.url, Bearer::Session(Arc::new(session)), &clock);
    clock.advance(Duration::from_secs(3_590));
    let before = client.requests();
    let (a, b, c) = tokio::join!(
        client.channels("adler"),
        client.brand("adler"),
        client.rules("adler", "c")
    );
    assert!(a.is_ok() && b.is_ok() && c.is_ok());
    assert_eq!(client.requests() - before, 4, "three calls and one renewal");
}

/// A server that answers a renewal when it is told to, and after that every call by its bearer.
async fn slow_to_renew(asked: oneshot::Sender<()>, answer: oneshot::Receiver<()>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut renewal, _) = listener.accept().await.unwrap();
        read_and_reply(&mut renewal, |_| async move {
            asked.send(()).unwrap();
            answer.await.unwrap();
            r#"{"access_token":"second","refresh_token":"two","expires_in":3600}"#
        })
        .await;
        loop {
            let (mut call, _) = listener.accept().await.unwrap();
            read_and_reply(&mut call, |head| async move {
                assert!(head.contains("Bearer second"), "{head}");
                r#"{"code":"OK","data":{"id":"a","name":"Adler"}}"#
            })
            .await;
        }
    });
    url
}

async fn read_and_reply<F: Future<Output = &'static str>>(
    stream: &mut TcpStream,
    reply: impl FnOnce(String) -> F,
) {
    let mut head = [0; 4096];
    let read = stream.read(&mut head).await.unwrap();
    let body = reply(String::from_utf8_lossy(&head[..read]).into_owned()).await;
    let reply = format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(reply.as_bytes()).await.unwrap();
    stream.shutdown().await.unwrap();
}

#[tokio::test]
async fn a_renewal_ends_though_its_call_was_stopped() {
    let (asked, is_asked) = oneshot::channel();
    let (answer, may_answer) = oneshot::channel();
    let url = slow_to_renew(asked, may_answer).await;
    let tokens = Tokens {
        access: Secret::new("first"),
        refresh: Some(Secret::new("one")),
        expires_at: Some(SystemTime::UNIX_EPOCH),
        brand: None,
        client_secret: None,
    };
    let store = Arc::new(Memory::default());
    let kept: Arc<dyn TokenStore> = store.clone();
    let session = Arc::new(Session::new(app(&url), kept, tokens));
    let client = client(&url, Bearer::Session(session), &Hand::new());
    let stopped = client.clone();
    let call = tokio::spawn(async move { stopped.brand("a").await });
    is_asked.await.unwrap();
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    answer.send(()).unwrap();

    assert_eq!(client.brand("a").await.unwrap().id, "a");
    let kept = store.load(&url).unwrap().unwrap();
    assert_eq!(kept.refresh, Some(Secret::new("two")));
}

#[tokio::test]
async fn a_refused_sign_in_and_a_wrong_state_give_nothing() {
    let server = server().await;
    let app = app(&server.url);
    let sign_in = SignIn::begin(&app).await.unwrap();
    let page = sign_in.page.clone();
    let redirect = page
        .query_pairs()
        .find(|(key, _)| key == "redirect_uri")
        .unwrap()
        .1
        .into_owned();
    let back = consent(page.as_str(), "refuse").await;
    let visits = tokio::spawn(async move {
        // Somebody else on this machine knocks first.
        for wrong in [
            "?code=stolen&state=guessed",
            "?code=stolen",
            "/../../etc/passwd",
            "",
        ] {
            let answer = browser()
                .get(format!("{redirect}{wrong}"))
                .send()
                .await
                .unwrap();
            assert_eq!(answer.status(), 404, "{wrong}");
        }
        browser().get(back).send().await.unwrap()
    });
    let refused = sign_in.finish(Duration::from_secs(5)).await;
    assert!(
        matches!(&refused, Err(SignInError::Denied(word)) if word == "access_denied"),
        "{refused:?}"
    );
    visits.await.unwrap();

    let waiting = SignIn::begin(&app).await.unwrap();
    assert!(page.as_str().contains("code_challenge_method=S256"));
    let late = waiting.finish(Duration::from_millis(50)).await;
    assert!(matches!(late, Err(SignInError::TimedOut)));
}

#[test]
fn tokens_do_not_print() {
    let tokens = Tokens {
        access: Secret::new("planted-access"),
        refresh: Some(Secret::new("planted-refresh")),
        expires_at: None,
        brand: None,
        client_secret: Some(Secret::new("planted-secret")),
    };
    assert!(!format!("{tokens:?}").contains("planted"));
    let app = WebApp::new(
        "https://a.example",
        "https://b.example",
        "id",
        Some(Secret::new("planted")),
    );
    assert!(!format!("{app:?}").contains("planted"));
}
