//! The app's window: opened on its own display, closed or killed, and what concerns it whole.

use crate::driver::{Driver, is_gone};
use crate::keys::Chord;
use crate::locator::Locator;
use crate::{Display, Error, PATIENCE, Result, poll};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// With `1` WebKitGTK draws without OpenGL.
const RENDERER: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// What to start, and with what around it.
pub struct Launch {
    pub binary: PathBuf,
    pub args: Vec<String>,
    pub env: Vec<(String, String)>,
    pub width: u32,
    pub height: u32,
}

impl Launch {
    pub fn new(binary: impl Into<PathBuf>) -> Self {
        Self {
            binary: binary.into(),
            args: Vec::new(),
            // Without OpenGL a screenshot of a page at rest never returns.
            env: vec![(RENDERER.into(), "0".into())],
            width: 1440,
            height: 900,
        }
    }

    /// Leaves to the app, and to WebKitGTK, how the page is drawn.
    pub fn any_renderer(mut self) -> Self {
        self.env.retain(|(name, _)| name != RENDERER);
        self
    }

    pub fn env(mut self, name: &str, value: impl Into<String>) -> Self {
        self.env.push((name.into(), value.into()));
        self
    }

    /// Keeps what the app and its page remember in this folder, away from the person's own.
    pub fn home(mut self, folder: &Path) -> Self {
        for (name, part) in [
            ("XDG_DATA_HOME", "data"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_CACHE_HOME", "cache"),
        ] {
            self = self.env(name, folder.join(part).to_string_lossy());
        }
        self
    }

    pub fn size(mut self, width: u32, height: u32) -> Self {
        (self.width, self.height) = (width, height);
        self
    }
}

// Dropped in this order: the driver takes the app with it, the display goes last.
pub struct Window {
    session: String,
    driver: Driver,
    #[expect(
        dead_code,
        reason = "kept so that the screen lives as long as the window"
    )]
    display: Display,
}

impl Window {
    /// Starts the app and answers when its page has loaded.
    pub fn open(launch: &Launch) -> Result<Self> {
        let display = Display::start(launch.width, launch.height)?;
        let mut env = launch.env.clone();
        env.push(("DISPLAY".into(), display.name().into()));
        let driver = Driver::start(&env)?;
        let session = driver.open(&launch.binary, &launch.args)?;
        let window = Self {
            session,
            driver,
            display,
        };
        window.post(
            "/timeouts",
            &json!({ "script": 20_000, "pageLoad": 60_000, "implicit": 0 }),
        )?;
        window.fill_the_screen()?;
        window.script(WATCH, &[])?;
        if let Some(milliseconds) = slowness() {
            window.slow_down(milliseconds)?;
        }
        Ok(window)
    }

    /// There is no window manager to do it, and a fixed size makes pictures comparable.
    fn fill_the_screen(&self) -> Result<()> {
        let size = self.script("return [screen.width, screen.height]", &[])?;
        let rect = json!({ "x": 0, "y": 0, "width": size.get(0), "height": size.get(1) });
        self.post("/window/rect", &rect).map(drop)
    }

    pub fn css(&self, selector: &str) -> Locator<'_> {
        Locator::css(self, selector)
    }

    /// By the role and the accessible name it has for a screen reader.
    pub fn role(&self, role: &str, name: &str) -> Locator<'_> {
        Locator::role(self, role, name)
    }

    /// Runs the body of a function in the page; `arguments` are its `args`.
    pub fn script(&self, body: &str, args: &[Value]) -> Result<Value> {
        self.post("/execute/sync", &json!({ "script": body, "args": args }))
    }

    /// Presses keys at the element that has the focus, one chord after the other.
    pub fn press(&self, chords: &[&str]) -> Result<()> {
        let actions: Vec<Value> = chords
            .iter()
            .flat_map(|chord| Chord::parse(chord).actions())
            .collect();
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": actions });
        self.perform(&[keyboard])
    }

    /// Holds a key down until it is released.
    pub fn hold(&self, key: &str) -> Result<()> {
        self.half(key, 0)
    }

    pub fn release(&self, key: &str) -> Result<()> {
        self.half(key, 1)
    }

    fn half(&self, key: &str, of: usize) -> Result<()> {
        let actions = Chord::parse(key).actions();
        let half = actions.get(of..=of).unwrap_or_default();
        self.perform(&[json!({ "type": "key", "id": "keyboard", "actions": half })])
    }

    /// Types text key by key, where the focus is.
    pub fn type_in(&self, text: &str) -> Result<()> {
        let keys = text.chars().flat_map(|key| {
            ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key.to_string() }))
        });
        let actions: Vec<Value> = keys.collect();
        self.perform(&[json!({ "type": "key", "id": "keyboard", "actions": actions })])
    }

    /// Goes by Tab, or by Shift+Tab if that is `key`, until the focus is there.
    pub fn reach(&self, key: &str, wanted: &Locator<'_>) -> Result<()> {
        wanted.appears()?;
        for _ in 0..MOST_STOPS {
            if wanted.has_focus()? {
                return Ok(());
            }
            self.press(&[key])?;
        }
        Err(Error(format!("{key} never comes to {wanted}")))
    }

    /// Leaves text on the clipboard, as another program would. The focus comes back.
    pub fn on_clipboard(&self, text: &str) -> Result<()> {
        self.script(ASIDE, &[json!(text)])?;
        self.press(&["Control+c"])?;
        self.script(BACK, &[]).map(drop)
    }

    /// From now on the engine takes so long for each answer.
    pub fn slow_down(&self, milliseconds: u64) -> Result<()> {
        self.script(SLOW, &[json!(milliseconds)]).map(drop)
    }

    /// Waits until the page has not changed for some frames.
    pub fn at_rest(&self) -> Result<()> {
        self.wait("the page to come to rest", || {
            let still = self.script(STILL, &[])?;
            Ok((still == Value::Bool(true)).then_some(()))
        })
    }

    /// What the page shows now, as a PNG file.
    pub fn screenshot(&self, file: &Path) -> Result<()> {
        let picture = self.get("/screenshot")?;
        let bytes = picture
            .as_str()
            .and_then(from_base64)
            .ok_or_else(|| Error("the driver sent no picture".into()))?;
        if let Some(folder) = file.parent() {
            let _ = std::fs::create_dir_all(folder);
        }
        std::fs::write(file, bytes).map_err(|e| Error(format!("{}: {e}", file.display())))
    }

    /// What went wrong in the page without anybody seeing it: uncaught errors, what the content
    /// security policy refused, and what was written to the console as an error.
    pub fn complaints(&self) -> Result<Vec<String>> {
        let said = self.script(COMPLAINTS, &[])?;
        let said = said.as_array().map(Vec::as_slice).unwrap_or_default();
        Ok(said
            .iter()
            .map(|s| s.as_str().unwrap_or_default().to_owned())
            .collect())
    }

    /// Waits until `probe` answers something.
    pub fn wait<T>(&self, what: &str, probe: impl FnMut() -> Result<Option<T>>) -> Result<T> {
        poll(what, PATIENCE, probe)
    }

    /// Closes the window as its cross does, and waits until the app has ended.
    pub fn close(self) -> Result<()> {
        let app = self.process()?;
        self.driver.close(&self.session);
        poll(
            "the app to end",
            PATIENCE,
            || Ok(is_gone(app).then_some(())),
        )
    }

    /// Pulls the plug: the app gets no chance to finish anything.
    pub fn kill(self) -> Result<()> {
        let app = self.process()?;
        crate::display::signal(app, "KILL");
        let gone = || Ok(is_gone(app).then_some(()));
        poll("the killed app to be gone", PATIENCE, gone)
    }

    /// The app's process, by its id.
    pub fn process(&self) -> Result<u32> {
        let app = self.driver.app();
        app.ok_or_else(|| Error("the app is not running".into()))
    }

    pub(crate) fn perform(&self, sources: &[Value]) -> Result<()> {
        self.post("/actions", &json!({ "actions": sources }))
            .map(drop)
    }

    pub(crate) fn get(&self, path: &str) -> Result<Value> {
        self.driver.get(&format!("/session/{}{path}", self.session))
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.driver
            .post(&format!("/session/{}{path}", self.session), body)
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if self.driver.app().is_some() {
            self.driver.close(&self.session);
        }
    }
}

/// In milliseconds. `SLOW_ANSWERS=1000 cargo test --test e2e` finds the tests that pass only while
/// the engine is quick.
fn slowness() -> Option<u64> {
    std::env::var("SLOW_ANSWERS").ok()?.parse().ok()
}

/// The page asks the engine by fetching.
const SLOW: &str = "\
    const quick = window.fetch; \
    const pause = () => new Promise((over) => setTimeout(over, arguments[0])); \
    window.fetch = async (...asked) => { await pause(); return quick(...asked); };";

/// More than any view has places to stop at.
const MOST_STOPS: usize = 200;

const ASIDE: &str = "\
    window.before = document.activeElement; \
    const aside = (window.aside = document.createElement('textarea')); \
    aside.value = arguments[0]; \
    document.body.append(aside); \
    aside.select();";
const BACK: &str = "window.aside.remove(); window.before.focus();";

const STILL: &str = "\
    const before = document.body.innerHTML; \
    const frame = () => new Promise(requestAnimationFrame); \
    return (async () => { \
        for (let frames = 0; frames < 12; frames += 1) await frame(); \
        return document.body.innerHTML === before; \
    })();";

const WATCH: &str = "\
    const said = (window.complaints = []); \
    addEventListener('error', (e) => said.push(e.message)); \
    addEventListener('unhandledrejection', (e) => said.push(String(e.reason))); \
    addEventListener('securitypolicyviolation', (e) => \
        said.push(`refused by ${e.violatedDirective}: ${e.blockedURI} ${e.sample}`)); \
    console.error = (...words) => said.push(words.join(' '));";

/// We begin to watch once the page is loaded. Of what was refused before, a style leaves a trace:
/// its element has no sheet.
const COMPLAINTS: &str = "\
    const refused = [...document.querySelectorAll('style')].filter((s) => !s.sheet); \
    return window.complaints.concat(refused.map((s) => `refused style ${s.textContent}`));";

fn from_base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0);
    for digit in text.bytes().filter(|b| *b != b'=' && *b != b'\n') {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held & 0xFF) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::from_base64;

    #[test]
    fn base64_is_read_with_and_without_padding() {
        assert_eq!(from_base64("U3dpdGNo").unwrap(), b"Switch");
        assert_eq!(from_base64("U3dpdGM=").unwrap(), b"Switc");
        assert_eq!(from_base64("U3dpdA==").unwrap(), b"Swit");
        assert_eq!(from_base64("+/8=").unwrap(), [0xFB, 0xFF]);
        assert!(from_base64("not!").is_none());
    }
}
