use serde::{Deserialize, Serialize};
use specta::Type;

/// How the window is drawn, whatever it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Look {
    /// From 50 to 300.
    pub zoom_percent: u16,
    pub dark: bool,
}
