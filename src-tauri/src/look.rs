//! How the window looked last: its zoom and its ground, kept so that the next one opens in them.
//! The truth is the page's, which tells it at each start and change; this is for the frames before
//! the page can say anything.

use std::fs;
use std::path::PathBuf;

use tauri::WebviewWindow;
use tauri::window::Color;

use crate::wire::Look;

const ZOOM: std::ops::RangeInclusive<u16> = 50..=300;

#[derive(Clone, Debug)]
pub struct LastLook(PathBuf);

impl LastLook {
    pub fn in_folder(folder: &std::path::Path) -> Self {
        LastLook(folder.join("look.json"))
    }

    /// `None` where there was no window yet, or what it left cannot be read.
    pub fn read(&self) -> Option<Look> {
        serde_json::from_slice(&fs::read(&self.0).ok()?).ok()
    }

    pub fn keep(&self, look: Look) {
        if self.read() == Some(look) {
            return;
        }
        // A look that cannot be kept costs the next window its first frame and nothing else.
        if let Ok(text) = serde_json::to_vec(&look) {
            let _ = fs::write(&self.0, text);
        }
    }
}

pub fn apply(window: &WebviewWindow, look: Look) -> tauri::Result<()> {
    let percent = look.zoom_percent.clamp(*ZOOM.start(), *ZOOM.end());
    window.set_zoom(f64::from(percent) / 100.0)?;
    // As `--bg` in the page's tokens.
    window.set_background_color(Some(match look.dark {
        true => Color(0x15, 0x17, 0x19, 0xff),
        false => Color(0xf5, 0xf4, 0xf0, 0xff),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_read_and_what_is_spoilt_is_as_if_there_was_none() {
        let folder = tempfile::tempdir().unwrap();
        let last = LastLook::in_folder(folder.path());
        assert_eq!(last.read(), None);
        let look = Look {
            zoom_percent: 150,
            dark: true,
        };
        last.keep(look);
        assert_eq!(last.read(), Some(look));
        fs::write(folder.path().join("look.json"), "{\"zoom_percent\": -1}").unwrap();
        assert_eq!(last.read(), None);
    }

    #[test]
    fn a_folder_that_takes_nothing_is_no_error() {
        LastLook::in_folder(std::path::Path::new("/nowhere/at/all")).keep(Look {
            zoom_percent: 100,
            dark: false,
        });
    }
}
