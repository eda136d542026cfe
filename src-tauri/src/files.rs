//! Books in and out of files, and other texts out.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use routing::Book;
use routing::book::MAX_BOOK_BYTES;

use crate::wire::{AppError, Code};

pub fn read_book(file: &Path) -> Result<Book, AppError> {
    let mut text = Vec::new();
    // One byte more than allowed is enough for the book's reader to refuse the rest.
    File::open(file)
        .and_then(|book| book.take(MAX_BOOK_BYTES as u64 + 1).read_to_end(&mut text))
        .map_err(|error| refused(Code::FileUnreadable, "cannot read the book", file, &error))?;
    Book::read(&text).map_err(|problems| AppError::from(problems).place(file.display().to_string()))
}

pub fn write_book(file: &Path, book: &Book) -> Result<(), AppError> {
    write_whole(file, "the book", &book.write())
}

/// Whole or not at all: what was there stays until the new text is on the disk.
pub fn write_whole(file: &Path, what: &str, text: &str) -> Result<(), AppError> {
    let mut beside = file.as_os_str().to_owned();
    beside.push(".part");
    let beside = Path::new(&beside);
    let write = || {
        let mut part = File::create(beside)?;
        part.write_all(text.as_bytes())?;
        part.sync_all()?;
        fs::rename(beside, file)
    };
    write().map_err(|error| {
        let _ = fs::remove_file(beside);
        let what = format!("cannot write {what}");
        refused(Code::FileUnwritable, &what, file, &error)
    })
}

pub fn make_folder(folder: &Path) -> Result<(), AppError> {
    fs::create_dir_all(folder).map_err(|error| {
        refused(
            Code::FileUnwritable,
            "cannot make the folder",
            folder,
            &error,
        )
    })
}

fn refused(code: Code, what: &str, file: &Path, error: &io::Error) -> AppError {
    let file = file.display();
    // The system's number says nothing to the person who reads this.
    let why = error.to_string();
    let why = why.split(" (os error").next().unwrap_or_default();
    AppError::new(code, format!("{what} {file}: {why}")).place(file.to_string())
}
