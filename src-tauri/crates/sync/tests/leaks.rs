//! Tokens, channel ids and contacts planted, and searched for in everything that may be logged or
//! shown, and tokens in the bytes of the mirror.

use std::fmt::Write as _;
use std::fs;
use std::sync::{Arc, Mutex};

use routing::Book;
use sync::push::known_channels;
use sync::{Known, Pull, audit};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

use crate::edits::base;
use crate::world::{TOKEN, World, client};

const CHANNEL: &str = "5ecre7-c4a7-9e11-feed-facade001122";
const EMAIL: &str = "planted.person@contact.example";
const PHONE: &str = "+12145550177";

fn planted() -> Book {
    let text = base().write().replace("\"c1\"", &format!("\"{CHANNEL}\""));
    let mut book = Book::read(text.as_bytes()).unwrap();
    book.users[0].emails = vec![EMAIL.into()];
    book.users[0].phones = vec![PHONE.into()];
    book
}

/// Which of what was planted is in it.
fn found(text: &str) -> Vec<&'static str> {
    let text = text.to_lowercase();
    [TOKEN, CHANNEL, EMAIL, PHONE, "2145550177"]
        .into_iter()
        .filter(|secret| text.contains(secret))
        .collect()
}

fn bytes(world: &World) -> String {
    let mut all = String::new();
    for entry in fs::read_dir(world.folder.path()).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        all.push_str(&String::from_utf8_lossy(&bytes));
    }
    all
}

/// Pulls and pushes with a fault on the way; all that is said of it.
async fn run(world: &mut World, fault: &str) -> String {
    let mut said = String::new();
    let text = format!(r#"{{"fault":"{fault}","times":40,"nth":2}}"#);
    world.fault(&text).await;
    if let Err(error) = world.pull().await {
        writeln!(said, "{error} {error:?}").unwrap();
    }
    world.control("DELETE", "faults", None).await;
    world.pull().await.unwrap();
    let mut draft = world.mirror.export().unwrap();
    draft.channels[0].name = Some("Renamed".into());
    draft.channels[0].rules.reverse();
    world.draft(&draft);
    let review = world.plan().await.unwrap();
    let text = format!(r#"{{"fault":"{fault}","method":"PUT","times":40}}"#);
    world.fault(&text).await;
    match world.push_plan(&review.plan.clone(), &review).await {
        Ok(report) => writeln!(said, "{report:?}").unwrap(),
        Err(error) => writeln!(said, "{error} {error:?}").unwrap(),
    }
    world.control("DELETE", "faults", None).await;
    if let Some(push) = world.mirror.open_push().unwrap() {
        let versions = known_channels(&world.mirror).unwrap();
        let report = world.go_on(&push, versions).await.unwrap();
        writeln!(said, "{report:?}").unwrap();
    }
    let audit = audit::export(&world.mirror).unwrap();
    writeln!(said, "{:?} {audit}", world.client).unwrap();
    said
}

#[tokio::test]
async fn nothing_planted_is_said_and_no_token_is_kept() {
    let mut said = String::new();
    let faults = [
        "500",
        "503-after",
        "429=9999s",
        "reset-before",
        "reset-after",
        "truncate",
        "expire",
        "other-user",
    ];
    for fault in faults {
        let mut world = World::new(&planted()).await;
        said.push_str(&run(&mut world, fault).await);
        assert!(!bytes(&world).contains(TOKEN), "a token in the mirror");
    }
    // Refused by the server, in its own words.
    let world = World::new(&planted()).await;
    let wrong = client(&world.server.url, "another");
    for error in [
        wrong.rules("a", CHANNEL).await.unwrap_err(),
        world.client.rules("d", CHANNEL).await.unwrap_err(),
        world
            .client
            .put_rules("a", CHANNEL, "[3]".into(), None)
            .await
            .unwrap_err(),
        world.client.brand(EMAIL).await.unwrap_err(),
        world
            .client
            .put_rules(
                "a",
                CHANNEL,
                format!(r#"[{{"id":"{EMAIL}","{PHONE}":1}}]"#),
                None,
            )
            .await
            .unwrap_err(),
    ] {
        writeln!(said, "{error} {error:?}").unwrap();
    }
    let known = Known {
        root: Some(CHANNEL.into()),
        ..Known::default()
    };
    let lost = Pull::new(world.client.clone(), known, Default::default())
        .run(&mut |_| {})
        .await;
    writeln!(said, "{:?}", lost.unwrap_err()).unwrap();
    assert!(said.len() > 2_000, "{said}");
    assert_eq!(found(&said), Vec::<&str>::new(), "{said}");
}

/// Passes everything on to the server and writes down what it is asked and answers.
async fn wiretap(to: &str) -> (String, Arc<Mutex<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let tap = listener.local_addr().unwrap().to_string();
    let url = format!("http://{tap}");
    let (log, host) = (
        Arc::default(),
        to.strip_prefix("http://").unwrap().to_owned(),
    );
    let writes: Arc<Mutex<String>> = Arc::clone(&log);
    tokio::spawn(async move {
        while let Ok((visitor, _)) = listener.accept().await {
            let (asks, hears) = visitor.into_split();
            let Ok(server) = TcpStream::connect(&host).await else {
                return;
            };
            let (answers, is_asked) = server.into_split();
            // The server answers to its own name only.
            let named = [tap.clone(), host.clone()];
            tokio::spawn(passed_on(asks, is_asked, named, Arc::clone(&writes)));
            tokio::spawn(passed_on(
                answers,
                hears,
                Default::default(),
                Arc::clone(&writes),
            ));
        }
    });
    (url, log)
}

async fn passed_on(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    [name, in_its_place]: [String; 2],
    log: Arc<Mutex<String>>,
) {
    let mut piece = vec![0; 1 << 16];
    while let Ok(read @ 1..) = from.read(&mut piece).await {
        let mut text = String::from_utf8_lossy(&piece[..read]).into_owned();
        if !name.is_empty() {
            text = text.replace(&name, &in_its_place);
        }
        log.lock().unwrap().push_str(&text);
        if to.write_all(text.as_bytes()).await.is_err() {
            return;
        }
    }
}

#[tokio::test]
async fn the_search_finds_what_a_leaky_run_leaves() {
    let mut world = World::new(&planted()).await;
    let (url, log) = wiretap(&world.server.url).await;
    world.client = client(&url, TOKEN);
    let said = run(&mut world, "503-after").await;
    assert_eq!(found(&said), Vec::<&str>::new());
    let leaky = said + &log.lock().unwrap();
    assert_eq!(found(&leaky).len(), 5, "{leaky}");

    // And in the bytes of the mirror.
    assert!(!bytes(&world).contains(TOKEN));
    let mut draft = world.mirror.export().unwrap();
    draft.channels[0].name = Some(TOKEN.into());
    world.draft(&draft);
    assert!(bytes(&world).contains(TOKEN));
}
