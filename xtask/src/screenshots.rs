//! `cargo xtask screenshots`: the pictures in docs/, taken from the app.

use crate::run::{Build, make, open_virtually};
use crate::shell::{Result, root};
use crate::{node, system};

pub fn take() -> Result<()> {
    system::prepare()?;
    node::prepare()?;
    let app = make(Build::Debug)?;
    for (name, theme) in [("light", "Adwaita"), ("dark", "Adwaita:dark")] {
        let window = open_virtually(&app, theme)?;
        let picture = root().join(format!("docs/board-{name}.png"));
        window.screenshot(&picture)?;
        window.close()?;
        println!("{}", picture.display());
    }
    Ok(())
}
