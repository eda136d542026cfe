//! How WebKitGTK gets the page to the screen. It draws through OpenGL; on a machine without a GPU
//! an imitation of it takes three times as long, and in some virtual machines shows nothing at all.

use std::fs::{self, File};
use std::path::Path;

/// Read by WebKitGTK. Who sets it, to either value, has chosen.
const WITHOUT_OPENGL: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Takes the renderer that needs no GPU where there is none. To be called before there is a second
/// thread, since others may read the environment.
pub fn choose() {
    if std::env::var_os(WITHOUT_OPENGL).is_none() && !has_gpu(Path::new("/dev/dri")) {
        // It fails on a malformed name alone.
        let _ = glib::setenv(WITHOUT_OPENGL, "1", false);
    }
}

/// Whether there is a device to draw with that we may open.
fn has_gpu(devices: &Path) -> bool {
    let nodes = fs::read_dir(devices).into_iter().flatten().flatten();
    nodes
        .filter(|node| node.file_name().to_string_lossy().starts_with("renderD"))
        .any(|node| {
            File::options()
                .read(true)
                .write(true)
                .open(node.path())
                .is_ok()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gpu_is_a_render_node_that_opens() {
        let devices = tempfile::tempdir().unwrap();
        assert!(!has_gpu(devices.path()));
        assert!(!has_gpu(&devices.path().join("none")));
        fs::write(devices.path().join("card0"), "").unwrap();
        fs::create_dir(devices.path().join("renderD129")).unwrap();
        assert!(!has_gpu(devices.path()));
        fs::write(devices.path().join("renderD128"), "").unwrap();
        assert!(has_gpu(devices.path()));
    }
}
