//! A sandbox, a mirror and a client between them.

use std::collections::BTreeSet;
use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use mirror::Mirror;
use mirror::rechat::Push;
use remote::{Bearer, Client, Clock, Limits, Secret};
use routing::Book;
use sandbox::{Options, Running};
use sync::plan::{Plan, Review, review};
use sync::push::{Ran, Refusal, Report, begin, finish, read_back, refusal, run};
use sync::{Known, Pull, Result, Taken, Theirs, take_in};
use tokio_util::sync::CancellationToken;

pub const TOKEN: &str = "token-planted-4711-do-not-leak";

/// Time that passes at once.
#[derive(Default)]
pub struct Quick;

impl Clock for Quick {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, _: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(std::future::ready(()))
    }
}

pub struct World {
    pub server: Running,
    pub client: Client,
    pub mirror: Mirror,
    pub folder: tempfile::TempDir,
}

impl World {
    pub async fn new(book: &Book) -> World {
        World::with(book, Options::default()).await
    }

    pub async fn with(book: &Book, options: Options) -> World {
        let options = Options {
            token: Some(TOKEN.to_owned()),
            control: true,
            ..options
        };
        let server = sandbox::serve(book, options).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let mirror = Mirror::open_or_create(&folder.path().join("some.mirror")).unwrap();
        World {
            client: client(&server.url, TOKEN),
            server,
            mirror,
            folder,
        }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("some.mirror")
    }

    pub async fn fetch(&self) -> Result<Theirs> {
        let known = Known::of(&self.mirror)?;
        Pull::new(self.client.clone(), known, CancellationToken::new())
            .run(&mut |_| {})
            .await
    }

    pub async fn pull(&mut self) -> Result<Taken> {
        let theirs = self.fetch().await?;
        take_in(&mut self.mirror, &theirs, &CancellationToken::new())
    }

    pub async fn plan(&self) -> Result<Review> {
        review(&self.mirror, self.fetch().await?)
    }

    /// What Rechat last said.
    pub fn base(&self) -> Book {
        Book {
            channels: self.mirror.remote().unwrap().unwrap().channels,
            ..Book::default()
        }
    }

    /// The draft becomes `book`'s channels.
    pub fn draft(&mut self, channels: &Book) {
        let mut book = self.mirror.export().unwrap();
        book.channels = channels.channels.clone();
        assert_eq!(book.check(), Vec::new());
        self.mirror.replace(&book, "Edited").unwrap();
    }

    /// Pushes what is reviewed now, deletions confirmed.
    pub async fn push(&mut self) -> Result<std::result::Result<Report, Refusal>> {
        let review = self.plan().await?;
        self.push_plan(&review.plan.clone(), &review).await
    }

    pub async fn push_plan(
        &mut self,
        shown: &Plan,
        review: &Review,
    ) -> Result<std::result::Result<Report, Refusal>> {
        let confirmed: BTreeSet<String> =
            shown.deletions.iter().map(|d| d.channel.clone()).collect();
        if let Some(refusal) = refusal(shown, &review.plan, &confirmed) {
            return Ok(Err(refusal));
        }
        begin(&mut self.mirror, shown, review, "tester")?;
        let push = self.mirror.open_push()?.unwrap();
        self.go_on(&push, review.theirs.versions.clone())
            .await
            .map(Ok)
    }

    pub async fn go_on(
        &mut self,
        push: &Push,
        versions: std::collections::BTreeMap<String, sync::Versions>,
    ) -> Result<Report> {
        let (mirror, number) = (&mut self.mirror, push.number);
        let mut journal = |step, state, result: Option<&str>| {
            mirror
                .note_step(number, step, state, result)
                .map_err(Into::into)
        };
        let ran: Ran = run(&self.client, push, versions, &mut journal).await?;
        self.end(push, ran).await
    }

    pub async fn end(&mut self, push: &Push, ran: Ran) -> Result<Report> {
        let remote = self.mirror.remote()?.unwrap();
        let read = read_back(&self.client, push, &remote).await?;
        finish(&mut self.mirror, ran, &read)
    }

    /// The server's state.
    pub async fn server(&self) -> Book {
        let text = self.control("GET", "book", None).await;
        Book::read(text.as_bytes()).unwrap()
    }

    /// Makes the server's state the book's, as other users would.
    pub async fn others(&self, book: &Book) {
        self.control("PUT", "book", Some(book.write())).await;
    }

    pub async fn fault(&self, fault: &str) {
        self.control("POST", "faults", Some(fault.to_owned())).await;
    }

    pub async fn control(&self, method: &str, path: &str, body: Option<String>) -> String {
        let url = format!("{}/__sandbox/{path}", self.server.url);
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let mut request = http.request(method.parse().unwrap(), url);
        if let Some(body) = body {
            request = request
                .header("content-type", "application/json")
                .body(body);
        }
        let response = request.send().await.unwrap();
        let status = response.status();
        let text = response.text().await.unwrap();
        assert!(status.is_success(), "{status}: {text}");
        text
    }
}

pub fn client(url: &str, token: &str) -> Client {
    let limits = Limits {
        whole: Duration::from_secs(5),
        ..Limits::default()
    };
    let bearer = Bearer::Fixed(Secret::new(token));
    Client::new(url, bearer, limits, Arc::new(Quick)).unwrap()
}

/// A book as text, its channels in the order of their ids, without what only the draft knows.
pub fn routing_of(book: &Book) -> String {
    let mut book = book.clone();
    book.channels.sort_by(|a, b| a.id.cmp(&b.id));
    Book {
        accounts: Vec::new(),
        users: Vec::new(),
        channels: book.channels,
    }
    .write()
}
