//! What a pull has read, kept in a file beside the mirror until all of it is there, so that a pull
//! that was killed goes on where it was. One answer a line, in the order they came.
//!
//! It holds what the mirror will hold, never a token. It is of use only to the same brokerage at
//! the same server, and for a short while: what others change in the meantime would not be seen.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::read::Answer;

/// How long a pull may lie still before it begins anew: parts of one that never stopped are as old
/// as its beginning, so only the rest counts.
pub const STILL: Duration = Duration::from_secs(10 * 60);

/// A file this long is not kept on.
const LONGEST: u64 = 512 << 20;

#[derive(Debug)]
pub struct Kept {
    path: PathBuf,
    file: File,
    length: u64,
}

/// The first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    pub format: u32,
    pub api: String,
    pub root: String,
    /// RFC 3339, UTC.
    pub began_at: String,
}

impl Heading {
    pub fn new(api: &str, root: &str, began_at: String) -> Heading {
        Heading {
            format: 2,
            api: api.to_owned(),
            root: root.to_owned(),
            began_at,
        }
    }

    fn is_of_same(&self, other: &Heading) -> bool {
        (self.format, &self.api, &self.root) == (other.format, &other.api, &other.root)
    }
}

/// What of an earlier pull is still good.
#[derive(Debug, Default)]
pub struct Earlier {
    pub began_at: Option<String>,
    pub answers: Vec<Answer>,
}

impl Kept {
    /// Beside the mirror at `mirror`. `None` where another pull has it.
    pub fn open(
        mirror: &Path,
        heading: &Heading,
        now: SystemTime,
    ) -> io::Result<Option<(Kept, Earlier)>> {
        let mut path = mirror.as_os_str().to_owned();
        path.push(".pull");
        let path = PathBuf::from(path);
        let mut options = File::options();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&path)?;
        if file.try_lock().is_err() {
            return Ok(None);
        }
        let touched = file.metadata()?.modified()?;
        let is_fresh = now.duration_since(touched).unwrap_or_default() <= STILL;
        let (earlier, length) = match is_fresh {
            true => read(&file, heading)?,
            false => (Earlier::default(), 0),
        };
        file.set_len(length)?;
        file.seek(SeekFrom::Start(length))?;
        let mut kept = Kept { path, file, length };
        if length == 0 {
            kept.write(&line(heading))?;
        }
        Ok(Some((kept, earlier)))
    }

    /// `false` where it cannot be kept on.
    pub fn note(&mut self, line: &[u8]) -> bool {
        self.length < LONGEST && self.write(line).is_ok()
    }

    /// Once all of it is there, or nobody will go on with it.
    pub fn forget(self) {
        drop(self.file);
        let _ = fs::remove_file(self.path);
    }

    /// One write, which a kill cuts off at most once: at the end of the file.
    fn write(&mut self, line: &[u8]) -> io::Result<()> {
        self.length += line.len() as u64;
        self.file.write_all(line)
    }
}

/// An answer or the heading as it is kept.
pub fn line(of: &impl Serialize) -> Vec<u8> {
    // One that could not be written is a blank line, which ends what can be gone on with.
    let mut text = serde_json::to_vec(of).unwrap_or_default();
    text.push(b'\n');
    text
}

/// The answers under this heading, and how far they reach: up to a line that is cut off or makes
/// no sense.
fn read(file: &File, heading: &Heading) -> io::Result<(Earlier, u64)> {
    let mut lines = BufReader::new(file);
    let mut line = Vec::new();
    let mut next = |line: &mut Vec<u8>| -> io::Result<bool> {
        line.clear();
        lines.read_until(b'\n', line)?;
        Ok(line.ends_with(b"\n"))
    };
    if !next(&mut line)? {
        return Ok((Earlier::default(), 0));
    }
    let began_at = match serde_json::from_slice::<Heading>(&line) {
        Ok(found) if found.is_of_same(heading) => Some(found.began_at),
        _ => return Ok((Earlier::default(), 0)),
    };
    let mut length = line.len() as u64;
    let mut answers = Vec::new();
    while next(&mut line)? {
        let Ok(answer) = serde_json::from_slice(&line) else {
            break;
        };
        answers.push(answer);
        length += line.len() as u64;
    }
    Ok((Earlier { began_at, answers }, length))
}

/// Rules go as the book writes them, and come back through its own reader.
pub mod rules {
    use remote::RuleList;
    use routing::book::read_channel;
    use serde::de::{Deserialize, Deserializer, Error};
    use serde::ser::{Error as _, Serialize, Serializer};

    pub fn serialize<S: Serializer>(
        list: &Option<Box<RuleList>>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        let text = |list: &RuleList| {
            let text = serde_json::to_string(&list.channel).map_err(S::Error::custom)?;
            Ok((text, list.version))
        };
        let kept = list.as_deref().map(text).transpose()?;
        kept.serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Box<RuleList>>, D::Error> {
        let kept = Option::<(String, Option<f64>)>::deserialize(from)?;
        let list = |(text, version): (String, _)| match read_channel(&text) {
            Ok(channel) => Ok(Box::new(RuleList { channel, version })),
            Err(_) => Err(D::Error::custom("rules that cannot be read")),
        };
        kept.map(list).transpose()
    }
}
