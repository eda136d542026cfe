//! One test's own mirror, and windows on it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use window::{Error, Launch, Result, Window};

/// The cards that the sample brokerage opens with.
pub const SHIPPED: [&str; 7] = [
    "Rule 1, Relocation desk",
    "Rule 2, Zillow weekends",
    "Rule 3, Luxury buyers",
    "Rule 4, Estates over $2M",
    "Rule 5, Zillow",
    "Rule 6, Asked for Uptown",
    "Fallback",
];

pub struct Desk {
    name: &'static str,
    folder: PathBuf,
    arguments: Vec<String>,
    size: (u32, u32),
    env: Vec<(String, String)>,
    /// Of the folder: another run of the tests in the same target waits for this one.
    lock: Arc<File>,
}

impl Desk {
    /// With no mirror yet, so that the first window makes one of the sample brokerage.
    pub fn new(name: &'static str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let lock = File::create(folder.with_extension("lock")).unwrap();
        lock.lock().unwrap();
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self {
            name,
            folder,
            arguments: Vec::new(),
            size: (1440, 900),
            env: Vec::new(),
            lock: Arc::new(lock),
        }
    }

    /// The next windows have this variable around them.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.env.push((name.to_owned(), value.into()));
        self
    }

    /// The next windows open with a book as their argument.
    pub fn opening(&self, book: &Path) -> Self {
        Self {
            name: self.name,
            folder: self.folder.clone(),
            arguments: vec![book.to_str().unwrap().to_owned()],
            size: self.size,
            env: self.env.clone(),
            lock: Arc::clone(&self.lock),
        }
    }

    /// The next windows have a screen of this size.
    pub fn sized(mut self, width: u32, height: u32) -> Self {
        self.size = (width, height);
        self
    }

    /// A file beside the mirror.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let file = self.folder.join(name);
        fs::write(&file, content).unwrap();
        file
    }

    /// A place beside the mirror.
    pub fn place(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub fn mirror(&self) -> PathBuf {
        self.folder.join("brokerage.mirror")
    }

    /// Opens a window, does `what` in it, and closes it as a person would. Nothing may have gone
    /// wrong in the page meanwhile.
    #[track_caller]
    pub fn window(&self, what: impl FnOnce(&Window) -> Result<()>) {
        let window = self.open();
        self.done(&window, what(&window));
        self.done(&window, quiet(&window));
        window.close().unwrap();
    }

    /// The same, but the app is killed the moment `what` is done.
    #[track_caller]
    pub fn killed(&self, what: impl FnOnce(&Window) -> Result<()>) {
        let window = self.open();
        self.done(&window, what(&window));
        window.kill().unwrap();
    }

    pub fn open(&self) -> Window {
        let mut launch = Launch::new(env!("CARGO_BIN_EXE_switchyard"))
            .env("SWITCHYARD_MIRROR", self.mirror().to_str().unwrap())
            .env("GTK_THEME", "Adwaita")
            .home(&self.folder)
            .size(self.size.0, self.size.1);
        launch.args.clone_from(&self.arguments);
        launch.env.extend(self.env.iter().cloned());
        Window::open(&launch).unwrap()
    }

    #[track_caller]
    fn done(&self, window: &Window, outcome: Result<()>) {
        let Err(error) = outcome else { return };
        let picture = self.folder.join(format!("{}.png", self.name));
        let seen = match window.screenshot(&picture) {
            Ok(()) => picture.display().to_string(),
            Err(Error(why)) => why,
        };
        let complaints = window.complaints().unwrap_or_default();
        panic!("{error}\npicture: {seen}\nthe page complains of: {complaints:?}");
    }
}

fn quiet(window: &Window) -> Result<()> {
    match window.complaints()?.as_slice() {
        [] => Ok(()),
        complaints => Err(Error(format!("the page complains of {complaints:?}"))),
    }
}

/// For what a body compares itself.
#[track_caller]
pub fn same<T: PartialEq + std::fmt::Debug>(found: T, expected: T) -> Result<()> {
    if found == expected {
        return Ok(());
    }
    let at = std::panic::Location::caller();
    Err(Error(format!(
        "{}:{}: found\n  {found:?}\nand not\n  {expected:?}",
        at.file(),
        at.line()
    )))
}
