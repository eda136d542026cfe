//! A server that chooses the ids of new channels itself: the sandbox behind a proxy that takes the
//! wished-for id out of every `POST`.

use mirror::rechat::StepState;
use mirror::{Edit, Sample};
use routing::Book;
use routing::book::Channel;
use sync::SyncError;
use sync::push::{begin, give_up, run};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::edits::base;
use crate::faults::writes;
use crate::world::{TOKEN, World, client, routing_of};

async fn proxy(to: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let to = to.clone();
            tokio::spawn(async move {
                let _ = serve(stream, &to).await;
            });
        }
    });
    url
}

/// One request and one answer a connection.
async fn serve(mut visitor: TcpStream, to: &str) -> std::io::Result<()> {
    let mut request = Vec::new();
    let (head, length) = loop {
        let mut piece = [0; 4096];
        let read = visitor.read(&mut piece).await?;
        if read == 0 {
            return Ok(());
        }
        request.extend_from_slice(&piece[..read]);
        let text = String::from_utf8_lossy(&request).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                line.to_lowercase()
                    .strip_prefix("content-length: ")?
                    .parse()
                    .ok()
            });
            let length: usize = length.unwrap_or(0);
            if body.len() >= length {
                break (head.to_owned(), length);
            }
        }
    };
    let text = String::from_utf8_lossy(&request).into_owned();
    let mut body = text[head.len() + 4..].to_owned();
    if head.starts_with("POST") {
        let mut json: serde_json::Value = serde_json::from_str(&body).unwrap();
        json.as_object_mut().unwrap().remove("id");
        body = json.to_string();
    }
    let lines = head.lines().filter(|line| {
        let line = line.to_lowercase();
        ["content-length", "connection", "host"]
            .iter()
            .all(|own| !line.starts_with(own))
    });
    let head: Vec<&str> = lines.collect();
    let head = head.join("\r\n");
    let host = to.strip_prefix("http://").unwrap();
    let mut server = TcpStream::connect(host).await?;
    let asked = format!(
        "{head}\r\nhost: {host}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    assert!(length == 0 || !body.is_empty());
    server.write_all(asked.as_bytes()).await?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer).await?;
    visitor.write_all(&answer).await?;
    visitor.shutdown().await
}

/// A world whose server chooses ids, and a draft with a new channel that a sample comes in by.
async fn with_a_new_channel() -> World {
    let mut world = World::new(&base()).await;
    let url = proxy(world.server.url.clone()).await;
    world.client = client(&url, TOKEN);
    world.pull().await.unwrap();
    let mut draft = base();
    let mut new = draft.channels[2].clone();
    new.id = "wished-for".into();
    new.name = Some("New".into());
    for rule in &mut new.rules {
        rule.id.push_str("-copy");
    }
    draft.channels.push(new);
    world.draft(&draft);
    let sample = Sample {
        id: "s".into(),
        name: "By the new one".into(),
        channel: "wished-for".into(),
        captured_at: "2026-11-24T09:12:00Z".into(),
        payload: "{}".into(),
    };
    world.mirror.apply(&Edit::SaveSample { sample }).unwrap();
    world
}

/// What the new channel is called by the server, and by the sample that comes in by it.
fn its_id(world: &World, of: &Book) -> (String, String) {
    let is_new = |c: &&Channel| c.name.as_deref() == Some("New");
    let made = of.channels.iter().find(is_new).unwrap().id.clone();
    (made, world.mirror.sample("s").unwrap().unwrap().channel)
}

#[tokio::test]
async fn a_new_channel_goes_on_under_the_id_the_server_gave_it() {
    let mut world = with_a_new_channel().await;
    world.control("DELETE", "requests", None).await;
    let report = world.push().await.unwrap().unwrap();
    assert!(report.done, "{report:#?}");
    assert_eq!(
        (&report.differs, &report.missing),
        (&Vec::new(), &Vec::new())
    );
    assert_eq!(
        report.steps[0].result.as_deref(),
        Some("done under another id")
    );
    let counts = world.control("GET", "requests", None).await;
    assert_eq!(writes(&counts), report.steps.len());
    let server = world.server().await;
    let made = server
        .channels
        .iter()
        .find(|c| c.name.as_deref() == Some("New"))
        .unwrap();
    assert_ne!(made.id, "wished-for");
    assert_eq!(its_id(&world, &server), (made.id.clone(), made.id.clone()));
    assert_eq!(made.rules.len(), 1);
    assert_eq!(
        routing_of(&world.mirror.export().unwrap()),
        routing_of(&server)
    );
    assert!(world.plan().await.unwrap().plan.empty);
    assert!(
        !sync::audit::export(&world.mirror)
            .unwrap()
            .contains(&made.id)
    );
}

#[tokio::test]
async fn a_push_given_up_leaves_the_new_channel_under_the_id_the_server_gave_it() {
    let mut world = with_a_new_channel().await;
    let review = world.plan().await.unwrap();
    begin(&mut world.mirror, &review.plan, &review, "tester").unwrap();
    let push = world.mirror.open_push().unwrap().unwrap();
    assert!(push.steps.len() > 1);
    let mirror = &mut world.mirror;
    let mut journal = |step, state, result: Option<&str>| match (step, state) {
        (1, StepState::Sent) => Err(SyncError::Cancelled),
        _ => Ok(mirror.note_step(push.number, step, state, result)?),
    };
    let ran = run(&world.client, &push, review.theirs.versions, &mut journal).await;
    assert!(matches!(ran, Err(SyncError::Cancelled)));
    give_up(&mut world.mirror).unwrap().unwrap();

    let server = world.server().await;
    let (made, sample) = its_id(&world, &server);
    assert_eq!(
        its_id(&world, &world.mirror.export().unwrap()),
        (made, sample)
    );
    let plan = world.plan().await.unwrap().plan;
    assert_eq!(plan.deletions.len(), 0, "{plan:#?}");
    assert!(world.push().await.unwrap().unwrap().done);
    assert_eq!(
        routing_of(&world.mirror.export().unwrap()),
        routing_of(&world.server().await)
    );
}
