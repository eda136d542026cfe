//! Books in and out of a mirror.

use std::path::PathBuf;

use mirror::{Mirror, Reader, sample};
use routing::Book;

pub fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("draft.mirror");
    (folder, path)
}

fn sizes() -> Vec<Book> {
    let mut books = vec![sample::adler()];
    for (offices, agents, seed) in [
        (0, 0, 1),
        (0, 3, 2),
        (1, 1, 3),
        (3, 2, 4),
        (10, 200, 1),
        (120, 900, 7),
    ] {
        books.push(sample::generated(sample::Size {
            offices,
            agents,
            seed,
        }));
    }
    books
}

#[test]
fn samples_are_sound_books() {
    for book in sizes() {
        let text = book.write();
        match Book::read(text.as_bytes()) {
            Ok(read) => assert_eq!(read, book),
            Err(problems) => panic!("{problems}"),
        }
    }
}

#[test]
fn export_gives_back_the_imported_book_byte_for_byte() {
    for book in sizes() {
        let (_folder, path) = folder();
        let mut mirror = Mirror::open_or_create(&path).unwrap();
        let applied = mirror.import(&book).unwrap().unwrap();
        assert_eq!(applied.label, format!("Imported {}", book.accounts[0].name));
        assert_eq!(
            Reader::open(&path).unwrap().export().unwrap().write(),
            book.write()
        );
        assert_eq!(
            mirror.import(&book).unwrap(),
            None,
            "the same book again changes nothing"
        );
    }
}
