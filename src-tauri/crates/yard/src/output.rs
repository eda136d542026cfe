//! Where results go: standard output, or a file that is there whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::stop::{Done, Stop};

const BUFFER: usize = 1 << 18;

#[derive(Debug)]
pub enum Output {
    Stdout(BufWriter<Stdout>),
    /// Written beside its place, and moved there once it is whole.
    File {
        beside: BufWriter<NamedTempFile>,
        place: PathBuf,
    },
    /// A pipe or a device is written as it is, never replaced.
    Device(BufWriter<File>),
}

impl Output {
    pub fn stdout() -> Output {
        Output::Stdout(BufWriter::with_capacity(BUFFER, io::stdout()))
    }

    /// Prepares to write `path`, or standard output where there is none (or `-`). None of
    /// `inputs` may be overwritten.
    pub fn create<'a>(
        path: Option<&Path>,
        inputs: impl IntoIterator<Item = &'a Path>,
    ) -> Done<Output> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else {
            return Ok(Output::stdout());
        };
        let refused = |error: io::Error| {
            let reason = match error.kind() {
                io::ErrorKind::NotFound => "its folder does not exist".to_owned(),
                io::ErrorKind::PermissionDenied => "its folder cannot be written".to_owned(),
                _ => error.to_string(),
            };
            Stop::Refused(format!("cannot write {}: {reason}", path.display()))
        };
        // Through links, so that the link stays and the file it leads to is replaced.
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if inputs
            .into_iter()
            .any(|input| fs::canonicalize(input).is_ok_and(|input| input == place))
        {
            return Err(Stop::Refused(format!(
                "{} is also an input: write to another file",
                path.display()
            )));
        }
        match fs::metadata(&place) {
            Ok(about) if about.is_dir() => Err(Stop::Refused(format!(
                "cannot write {}: this is a folder",
                path.display()
            ))),
            Ok(about) if !about.is_file() => {
                let device = File::options().write(true).open(&place).map_err(refused)?;
                Ok(Output::Device(BufWriter::with_capacity(BUFFER, device)))
            }
            _ => {
                let beside = new_beside(&place).map_err(refused)?;
                Ok(Output::File {
                    beside: BufWriter::with_capacity(BUFFER, beside),
                    place,
                })
            }
        }
    }

    pub fn is_terminal(&self) -> bool {
        matches!(self, Output::Stdout(_)) && io::stdout().is_terminal()
    }

    /// Ends the writing; only now a file is in its place.
    pub fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        if let Output::File { beside, place } = self {
            let file = beside.into_inner().map_err(|error| error.into_error())?;
            file.persist(place).map_err(|error| error.error)?;
        }
        Ok(())
    }
}

fn new_beside(place: &Path) -> io::Result<NamedTempFile> {
    let folder = place
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    builder.prefix(".yard-");
    // What an ordinary new file has; temporary files are private otherwise.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder.unwrap_or(Path::new(".")))
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Output::Stdout(to) => to.write(bytes),
            Output::File { beside, .. } => beside.write(bytes),
            Output::Device(to) => to.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Stdout(to) => to.flush(),
            Output::File { beside, .. } => beside.flush(),
            Output::Device(to) => to.flush(),
        }
    }
}
