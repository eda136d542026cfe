//! What a brokerage of 100,000 agents costs: `cargo bench -p mirror`. Prints the best of a few
//! runs, since the machine is shared; files are on the disk of the temporary folder.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use mirror::{Edit, Mirror, Reader, VersionKind, sample};
use routing::Book;

fn main() {
    let size = sample::Size {
        offices: 400,
        agents: 100_000,
        seed: 1,
    };
    let book = sample::generated(size);
    let text = book.write();
    println!(
        "{} accounts, {} channels, book of {} MB",
        book.accounts.len(),
        book.channels.len(),
        text.len() >> 20
    );
    best("generate the book", 3, || sample::generated(size));
    best("read the book", 3, || Book::read(text.as_bytes()).unwrap());

    let folder = tempfile::tempdir().unwrap();
    let mut files = (0..).map(|n| folder.path().join(format!("{n}.mirror")));
    let mut path = files.next().unwrap();
    best("import into a new mirror", 3, || {
        path = files.next().unwrap();
        Mirror::open_or_create(&path)
            .unwrap()
            .import(&book)
            .unwrap()
            .unwrap()
    });
    println!(
        "{:40} {:8} MB",
        "  the file",
        std::fs::metadata(&path).unwrap().len() >> 20
    );
    best("bulk write of the same rows", 3, || {
        bulk_write(&book, &files.next().unwrap())
    });

    let mut mirror = Mirror::open(&path).unwrap();
    best("undo the import", 1, || mirror.undo().unwrap().unwrap());
    best("redo the import", 1, || mirror.redo().unwrap().unwrap());
    best("import the same book again", 3, || {
        mirror.import(&book).unwrap()
    });
    drop(mirror);
    best("open and close", 5, || Mirror::open(&path).unwrap());
    best("export", 3, || {
        Reader::open(&path).unwrap().export().unwrap()
    });
    best("quick check", 1, || mirror::check(&path).unwrap());

    let mut mirror = Mirror::open(&path).unwrap();
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    best("read the tree", 5, || mirror.tree(today).unwrap());
    let tree = mirror.tree(today).unwrap();
    best("build the finder", 3, || mirror.finder(&tree).unwrap());
    let finder = mirror.finder(&tree).unwrap();
    for query in ["a", "e", "nguyễn", "zimmerman2@", "no such person"] {
        let found = finder.find(query).len();
        best(&format!("search {query:?}: {found} found"), 5, || {
            finder.find(query)
        });
    }
    best("accounts and users", 3, || {
        (mirror.accounts().unwrap(), mirror.users().unwrap())
    });
    let mut on = true;
    best("one edit", 20, || {
        on = !on;
        mirror
            .apply(&Edit::SetRuleEnabled {
                rule: "r-luxury".to_owned(),
                enabled: on,
            })
            .unwrap()
            .unwrap()
    });
    best("undo it", 5, || mirror.undo().unwrap().unwrap());
    versions("100,000 agents", &mut mirror);

    let mut mirror = Mirror::open_or_create(&files.next().unwrap()).unwrap();
    mirror.begin(&sample::adler(), &[]).unwrap();
    versions("Adler & Associates", &mut mirror);
}

/// What it costs to keep versions that differ by an edit.
fn versions(what: &str, mirror: &mut Mirror) {
    let mut on = false;
    best(&format!("{what}: an edit and a version"), 12, || {
        on = !on;
        let (rule, enabled) = ("r-luxury".to_owned(), on);
        mirror
            .apply(&Edit::SetRuleEnabled { rule, enabled })
            .unwrap();
        mirror.save_version(VersionKind::Save, "").unwrap()
    });
    let kept = mirror.versions().unwrap();
    let newest = kept.first().unwrap();
    best(&format!("{what}: read version {}", newest.id), 3, || {
        mirror.version_text(newest.id).unwrap().unwrap()
    });
    let first = kept.last().unwrap();
    let largest = kept.iter().filter(|version| version.id > 1);
    println!(
        "{what}: the text {} bytes, stored whole {}, as a difference at most {}",
        first.bytes,
        first.packed,
        largest
            .map(|version| version.packed)
            .max()
            .unwrap_or_default()
    );
}

/// The same rows in the same tables, and nothing else: what SQLite needs at least.
fn bulk_write(book: &Book, path: &std::path::Path) {
    let mut mirror = Mirror::open_or_create(path).unwrap();
    mirror.begin(book, &[]).unwrap();
}

fn best<T>(what: &str, runs: u32, mut run: impl FnMut() -> T) {
    let mut least = Duration::MAX;
    for _ in 0..runs {
        let start = Instant::now();
        black_box(run());
        least = least.min(start.elapsed());
    }
    println!("{what:40} {:8.1} ms", least.as_secs_f64() * 1000.0);
}
