//! Rechat from the window, asked of the shell as the window asks it, against the real sandbox over
//! loopback HTTP. The browser is a client that answers the consent page.

mod brokerages;
mod pulling;
mod pushing;
mod sheet;
mod sign_in;

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use keyring_core::CredentialStore;
use mirror::sample::{self, Size};
use remote::{Clock, Keyring, Limits, StoreError, SystemClock, TokenStore};
use routing::Book;
use sandbox::{Client, Options, Running};
use switchyard_app::desk::Desk;
use switchyard_app::launch::Start;
use switchyard_app::rechat::{Outside, Rechat};
use switchyard_app::session::Session;
use switchyard_app::wire::*;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

const CLIENT: &str = "switchyard-desktop";
const SECRET: &str = "planted-client-secret-4711";

/// Time that passes when somebody says so.
struct Hand(Mutex<SystemTime>);

impl Clock for Hand {
    fn now(&self) -> SystemTime {
        *self.0.lock().unwrap()
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        *self.0.lock().unwrap() += time;
        Box::pin(std::future::ready(()))
    }
}

/// What the person does at the consent page.
#[derive(Clone)]
enum Person {
    Agrees(&'static str),
    Refuses,
    /// Looks at it and goes away.
    Leaves,
}

/// A computer with a key store, a browser and a data folder, and a sandbox it can reach.
struct Computer {
    folder: TempDir,
    server: Option<Running>,
    url: String,
    keys: Option<Arc<CredentialStore>>,
    person: Arc<Mutex<Person>>,
    clock: Arc<Hand>,
}

/// The app on that computer, once.
struct App {
    rechat: Rechat,
    desk: Desk,
}

/// Runs one task to its end, which must come within a minute.
fn wait<T>(task: impl Future<Output = T>) -> T {
    let end = CancellationToken::new();
    let late = end.clone();
    let timer = tauri::async_runtime::spawn(async move {
        SystemClock.sleep(Duration::from_secs(60)).await;
        late.cancel();
    });
    let done = tauri::async_runtime::block_on(end.run_until_cancelled(task));
    timer.abort();
    done.expect("an end within a minute")
}

fn options() -> Options {
    Options {
        control: true,
        client: Some(Client {
            id: CLIENT.to_owned(),
            secret: SECRET.to_owned(),
        }),
        ..Options::default()
    }
}

impl Computer {
    /// The sandbox serves the sample brokerage, which the app starts with too.
    fn new() -> Computer {
        Computer::with(&sample::adler(), options())
    }

    fn with(book: &Book, options: Options) -> Computer {
        let server = wait(sandbox::serve(book, options)).unwrap();
        Computer {
            folder: TempDir::new().unwrap(),
            url: server.url.clone(),
            server: Some(server),
            keys: Some(keyring_core::mock::Store::new().unwrap()),
            person: Arc::new(Mutex::new(Person::Agrees("adler"))),
            clock: Arc::new(Hand(Mutex::new(SystemTime::now()))),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn start(&self) -> App {
        let desk = Desk::new(Start {
            mirror: self.path("brokerage.mirror"),
            book: None,
            folder: self.folder.path().to_owned(),
            today: || chrono::NaiveDate::from_ymd_opt(2026, 12, 28).unwrap(),
        });
        let (keys, person) = (self.keys.clone(), Arc::clone(&self.person));
        let outside = Outside {
            keys: Box::new(move || match &keys {
                Some(keys) => Ok(Arc::new(Keyring::over(Arc::clone(keys)))),
                None => Err(StoreError::Missing("nothing is there".to_owned())),
            }),
            browser: Box::new(move |page| {
                let (page, person) = (page.to_owned(), person.lock().unwrap().clone());
                tauri::async_runtime::spawn(visit(page, person));
                Ok(())
            }),
            clock: Arc::clone(&self.clock) as Arc<dyn Clock>,
            limits: Limits {
                tries: 2,
                whole: Duration::from_secs(5),
                ..Limits::default()
            },
        };
        App {
            rechat: Rechat::new(desk.clone(), outside),
            desk,
        }
    }

    /// The app, signed in and pulled.
    fn connected(&self) -> App {
        let app = self.start();
        app.sign_in(self).unwrap();
        app.pull().unwrap();
        app
    }

    fn settings(&self) -> RechatSettings {
        RechatSettings {
            web: self.url.clone(),
            api: format!(" {}/ ", self.url),
            client_id: CLIENT.to_owned(),
        }
    }

    fn person(&self, does: Person) {
        *self.person.lock().unwrap() = does;
    }

    /// The server's state.
    fn book(&self) -> Book {
        Book::read(self.control("GET", "book", "").as_bytes()).unwrap()
    }

    /// Somebody else makes changes at Rechat.
    fn others(&self, change: impl FnOnce(&mut Book)) {
        let mut book = self.book();
        change(&mut book);
        self.control("PUT", "book", &book.write());
    }

    fn fault(&self, fault: &str) {
        self.control("POST", "faults", fault);
    }

    /// How many calls the server had since the last look.
    fn requests(&self) -> u64 {
        let text = self.control("GET", "requests", "");
        self.control("DELETE", "requests", "");
        let counts: serde_json::Value = serde_json::from_str(&text).unwrap();
        counts["total"].as_u64().unwrap()
    }

    fn control(&self, method: &str, path: &str, body: &str) -> String {
        let url = format!("{}/__sandbox/{path}", self.url);
        let request = http()
            .request(method.parse().unwrap(), url)
            .header("content-type", "application/json")
            .body(body.to_owned());
        wait(async {
            let response = request.send().await.unwrap();
            let status = response.status();
            let text = response.text().await.unwrap();
            assert!(status.is_success(), "{status}: {text}");
            text
        })
    }

    /// The server cannot be reached any more.
    fn gone(&mut self) {
        wait(self.server.take().unwrap().shutdown());
    }

    /// What the key store holds, if anything.
    fn kept(&self, brand: &str) -> Option<remote::Tokens> {
        let store = Keyring::over(Arc::clone(self.keys.as_ref().unwrap()));
        store.load(&format!("{} {brand}", self.url)).unwrap()
    }
}

impl App {
    fn session(&self) -> Arc<Session> {
        self.desk.session().unwrap()
    }

    fn status(&self) -> RechatStatus {
        wait(self.rechat.status()).unwrap()
    }

    fn sign_in(&self, computer: &Computer) -> Result<RechatStatus, AppError> {
        let secret = Some(SECRET.to_owned());
        wait(self.rechat.sign_in(computer.settings(), secret, |_| {}))
    }

    fn pull(&self) -> Result<Pulled, AppError> {
        wait(self.rechat.pull(|_| {}))
    }

    fn review(&self) -> Review {
        wait(self.rechat.review(|_| {})).unwrap()
    }

    fn push(&self, plan: &str) -> Result<Pushed, AppError> {
        self.push_confirmed(plan, Vec::new())
    }

    fn push_confirmed(&self, plan: &str, confirmed: Vec<Confirmation>) -> Result<Pushed, AppError> {
        wait(self.rechat.push(plan.to_owned(), confirmed, |_| {}))
    }

    fn rename(&self, channel: &str, name: &str) {
        let edit = Edit::RenameChannel {
            channel: channel.to_owned(),
            name: Some(name.to_owned()),
        };
        self.session().edit(edit).unwrap();
    }

    /// The whole draft as text.
    fn draft(&self, computer: &Computer) -> String {
        let file = computer.path("draft.json");
        self.session().export_book(&file).unwrap();
        std::fs::read_to_string(file).unwrap()
    }
}

fn http() -> reqwest::Client {
    // Whoever came first has chosen the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

/// Opens the consent page and answers it as the person would.
async fn visit(page: String, person: Person) {
    let text = http()
        .get(&page)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let field = text.split("name=\"request\" value=\"").nth(1).unwrap();
    let request = field.split('"').next().unwrap();
    let answer = match person {
        Person::Agrees(brand) => format!("answer=accept&brand={brand}"),
        Person::Refuses => "answer=deny&brand=".to_owned(),
        Person::Leaves => return,
    };
    let back = http()
        .post(page.split('?').next().unwrap())
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("request={request}&{answer}"))
        .send()
        .await
        .unwrap();
    let to = back.headers().get("location").unwrap().to_str().unwrap();
    http().get(to).send().await.unwrap();
}

/// A brokerage that is not the sample.
fn other_brokerage() -> Book {
    sample::generated(Size {
        offices: 2,
        agents: 6,
        seed: 1,
    })
}

fn root(book: &Book) -> (String, String) {
    let root = book.accounts.iter().find(|a| a.parent.is_none()).unwrap();
    (root.id.clone(), root.name.clone())
}

/// Nothing secret is in what people are told.
fn harmless(error: &AppError, book: &Book) -> Code {
    let told = format!("{} {:?} {:?}", error.message, error.help, error.place);
    assert!(!told.contains(SECRET), "{told}");
    for channel in &book.channels {
        assert!(!told.contains(&channel.id), "{told}");
    }
    for email in book.users.iter().flat_map(|user| &user.emails) {
        assert!(!told.contains(email.as_str()), "{told}");
    }
    error.code
}
