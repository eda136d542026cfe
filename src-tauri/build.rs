//! Hands the capabilities, the permissions and the icon to tauri, whose defaults expect them
//! beside Cargo.toml.

use std::error::Error;
use std::fs;
use std::path::Path;

use tauri_build::{AppManifest, Attributes, WindowsAttributes};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=src-tauri/build.rs");
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=src-tauri/permissions");

    // The pages are embedded at compile time, so something must be there before the first build.
    let pages = Path::new("ui/dist");
    if !pages.exists() {
        fs::create_dir_all(pages)?;
        fs::write(
            pages.join("index.html"),
            "<!doctype html><title>Build the pages first: npm run build in ui</title>",
        )?;
    }

    tauri_build::try_build(
        Attributes::new()
            .capabilities_path_pattern("src-tauri/capabilities/*.json")
            .app_manifest(
                AppManifest::new().permissions_path_pattern("src-tauri/permissions/*.toml"),
            )
            .windows_attributes(
                WindowsAttributes::new().window_icon_path("src-tauri/icons/icon.ico"),
            ),
    )?;

    // Editor schemas, which tauri always writes to ./gen: off the top level with them.
    let schemas = Path::new("gen");
    if schemas.exists() {
        let _ = fs::remove_dir_all("src-tauri/gen");
        fs::rename(schemas, "src-tauri/gen")?;
    }
    Ok(())
}
