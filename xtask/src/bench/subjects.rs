//! What is measured: the release builds, and the brokerages that the app opens.

use crate::run::target;
use crate::shell::{Result, Stop, cargo, command, run};
use crate::{node, system};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use std::process::Stdio;
use window::{Launch, Window};

#[derive(Clone, Copy)]
pub enum Brokerage {
    /// 211 accounts.
    Small,
    /// 100,000 agents in 1,000 offices.
    Large,
    /// 211 accounts, and 200 rules in each channel of the brokerage itself.
    LongLists,
    /// 5,000 agents, and 500 rules in ten channels, the first of each of which takes every lead.
    Busy,
}

const ALL: [Brokerage; 4] = [
    Brokerage::Small,
    Brokerage::Large,
    Brokerage::LongLists,
    Brokerage::Busy,
];

impl Brokerage {
    fn name(self) -> &'static str {
        match self {
            Self::Small => "accounts-211",
            Self::Large => "agents-100000",
            Self::LongLists => "rules-200",
            Self::Busy => "rules-500",
        }
    }

    fn size(self) -> [&'static str; 4] {
        match self {
            Self::Small | Self::LongLists => ["--offices", "10", "--agents", "200"],
            Self::Large => ["--offices", "1000", "--agents", "100000"],
            Self::Busy => ["--offices", "50", "--agents", "5000"],
        }
    }
}

/// How WebKitGTK gets its pixels to the screen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Renderer {
    /// What each takes by itself: the app draws without OpenGL where there is no GPU, and a window
    /// that leaves it to WebKitGTK imitates OpenGL there.
    AsItComes,
    WithoutOpenGl,
    OpenGl,
}

impl Renderer {
    pub fn name(self) -> &'static str {
        match self {
            Self::AsItComes => "as it comes",
            Self::WithoutOpenGl => "without OpenGL",
            Self::OpenGl => "OpenGL",
        }
    }
}

pub struct Subjects {
    release: PathBuf,
    folder: PathBuf,
}

impl Subjects {
    /// What the last build made, and the brokerages made anew.
    pub fn as_built() -> Result<Self> {
        let target = target()?;
        let subjects = Self {
            release: target.join("release"),
            folder: target.join("bench"),
        };
        fs::create_dir_all(&subjects.folder)?;
        for brokerage in ALL {
            subjects.import(brokerage)?;
        }
        Ok(subjects)
    }

    pub fn build() -> Result<Self> {
        system::prepare()?;
        node::prepare()?;
        node::build()?;
        let arguments = [
            "build",
            "--release",
            "--workspace",
            "--bin",
            "yard",
            "--example",
            "driven",
            "--example",
            "empty",
            "--locked",
        ];
        run("What is measured, as released", &mut cargo(&arguments))?;
        Self::as_built()
    }

    /// Opens the window that has nothing in it.
    pub fn empty(&self, renderer: Renderer) -> Result<Window> {
        self.open(self.launch("empty", renderer))
    }

    /// Opens the app on a copy, so that every window finds the same.
    pub fn app(&self, brokerage: Brokerage, renderer: Renderer) -> Result<Window> {
        let folder = self.folder.join("open").join(brokerage.name());
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder)?;
        let mirror = folder.join("brokerage.mirror");
        fs::copy(self.mirror(brokerage), &mirror)?;
        let launch = self.launch("driven", renderer);
        self.open(launch.env("SWITCHYARD_MIRROR", mirror.to_string_lossy()))
    }

    fn open(&self, launch: Launch) -> Result<Window> {
        let window = Window::open(&launch)?;
        window.script(DRAWN, &[])?;
        Ok(window)
    }

    fn launch(&self, example: &str, renderer: Renderer) -> Launch {
        // What a person chose for the real window must not count here.
        let home = |name: &str| self.folder.join(name).to_string_lossy().into_owned();
        let launch = Launch::new(self.release.join("examples").join(example))
            .env("XDG_DATA_HOME", home("data"))
            .env("XDG_CACHE_HOME", home("cache"));
        match renderer {
            Renderer::AsItComes => launch.any_renderer(),
            Renderer::WithoutOpenGl => launch.env("WEBKIT_DISABLE_DMABUF_RENDERER", "1"),
            Renderer::OpenGl => launch,
        }
    }

    fn mirror(&self, brokerage: Brokerage) -> PathBuf {
        self.folder.join(format!("{}.mirror", brokerage.name()))
    }

    fn import(&self, brokerage: Brokerage) -> Result<()> {
        let mut sample = command(&self.yard(), &["sample"]);
        let made = sample.args(brokerage.size()).stderr(Stdio::inherit());
        let mut book = made.output()?.stdout;
        match brokerage {
            Brokerage::Small | Brokerage::Large => {}
            Brokerage::LongLists => book = with_long_lists(&book)?,
            Brokerage::Busy => book = with_busy_channels(&book)?,
        }
        let file = self.folder.join(format!("{}.json", brokerage.name()));
        fs::write(&file, book)?;
        let mirror = self.mirror(brokerage);
        let _ = fs::remove_file(&mirror);
        let mut import = command(&self.yard(), &["import", "--mirror"]);
        run(brokerage.name(), import.arg(mirror).arg(file)).map(drop)
    }

    fn yard(&self) -> String {
        self.release.join("yard").to_string_lossy().into_owned()
    }
}

/// Asks the page once and waits there, since asking again and again would slow what is measured.
const DRAWN: &str = "\
    return new Promise((told) => { \
        const look = () => performance.getEntriesByName('drawn').length > 0 && told(); \
        new PerformanceObserver(look).observe({ type: 'mark', buffered: true }); \
        look(); \
    });";

fn with_busy_channels(book: &[u8]) -> Result<Vec<u8>> {
    let broken = |e: serde_json::Error| Stop(format!("the sample book: {e}"));
    let mut book: Value = serde_json::from_slice(book).map_err(broken)?;
    let channels = book.get_mut("channels").and_then(Value::as_array_mut);
    for (at, channel) in channels.into_iter().flatten().enumerate() {
        let everybody = json!({
            "id": format!("first-{at}"),
            "name": "Everybody",
            "then": { "type": "round_robin", "pool": "all" },
        });
        let rules: Value = match at {
            0..10 => std::iter::once(everybody)
                .chain((1..50).map(|number| rule(at, number)))
                .collect(),
            _ => json!([]),
        };
        if let Some(known) = channel.get_mut("rules") {
            *known = rules;
        }
    }
    serde_json::to_vec(&book).map_err(broken)
}

/// Every rule looks at the price, so that each digit of it changes each card, and none takes the
/// lead, so that it runs by all of them.
fn with_long_lists(book: &[u8]) -> Result<Vec<u8>> {
    let broken = |e: serde_json::Error| Stop(format!("the sample book: {e}"));
    let mut book: Value = serde_json::from_slice(book).map_err(broken)?;
    let root = book.pointer("/accounts/0/id").cloned();
    let channels = book.get_mut("channels").and_then(Value::as_array_mut);
    for (at, channel) in channels.into_iter().flatten().enumerate() {
        if channel.get("account") == root.as_ref()
            && let Some(rules) = channel.get_mut("rules")
        {
            *rules = (1..=200).map(|number| rule(at, number)).collect();
        }
    }
    serde_json::to_vec(&book).map_err(broken)
}

fn rule(channel: usize, number: u32) -> Value {
    let zips = [75_000 + number, 76_000 + number].map(|zip| zip.to_string());
    let when = json!({ "all": [
        { "field": "listing.price", "op": "between", "value": [number * 10_000, number * 10_000 + 500_000] },
        { "field": "address.postal_code", "op": "is_any_of", "value": zips },
        { "field": "lead_source", "op": "contains", "value": format!("portal {number}") },
    ] });
    json!({
        "id": format!("long-{channel}-{number}"),
        "name": format!("Homes from {number}0 thousand"),
        "when": when,
        "then": { "type": "round_robin", "pool": "all" },
    })
}
