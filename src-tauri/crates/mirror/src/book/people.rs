//! The accounts and people of a book, held against those of the mirror. They are many: finding out
//! which rows differ is most of the work, and needs no writer.

use routing::Book;
use routing::book::{Account, AccountKind, User};
use rusqlite::{Connection, Row, params};

use crate::place::places;
use crate::{accounts, users};

/// What there is to write for a book. Good as long as the mirror is as it was when it was compared.
pub struct People<'b> {
    accounts: Rows<'b, Account>,
    users: Rows<'b, User>,
    members: Members<'b>,
}

impl<'b> People<'b> {
    pub fn compared(conn: &Connection, book: &'b Book) -> rusqlite::Result<People<'b>> {
        let by_key = by_id(&book.users, |user| &user.id);
        Ok(People {
            accounts: accounts_to_write(conn, &book.accounts)?,
            users: users_to_write(conn, &book.users, &by_key)?,
            members: Members::to_write(conn, by_key.iter().filter_map(|at| book.users.get(*at)))?,
        })
    }

    /// Whether the mirror has them as the book does.
    pub fn is_same(&self) -> bool {
        self.accounts.is_empty() && self.users.is_empty() && self.members.is_empty()
    }

    pub fn write(&self, conn: &Connection) -> rusqlite::Result<()> {
        write_accounts(conn, &self.accounts)?;
        write_users(conn, &self.users)?;
        self.members.write(conn)
    }
}

/// The rows of a table that differ from what is wanted of it.
struct Rows<'b, T> {
    /// Ids of those that nobody wants.
    gone: Vec<String>,
    /// With their places, in the order in which they are best written.
    wanted: Vec<(&'b T, i64)>,
}

impl<T> Rows<'_, T> {
    fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.wanted.is_empty()
    }

    fn remove_gone(&self, conn: &Connection, table: &str) -> rusqlite::Result<()> {
        let mut remove = conn.prepare(&format!("DELETE FROM {table} WHERE id = ?1"))?;
        for id in &self.gone {
            remove.execute([id])?;
        }
        Ok(())
    }
}

fn accounts_to_write<'b>(
    conn: &Connection,
    accounts: &'b [Account],
) -> rusqlite::Result<Rows<'b, Account>> {
    let mut order = by_id(accounts, |account| &account.id);
    let held = Held::of(
        conn,
        "SELECT id, place, kind, name, parent, active, away, daily_cap FROM accounts ORDER BY id",
        accounts,
        &order,
        |account| &account.id,
        |account, row| {
            Ok(row.get_ref(2)?.as_str()? == account.kind.name()
                && row.get_ref(3)?.as_str()? == account.name
                && row.get_ref(4)?.as_str_or_null()? == account.parent.as_deref()
                && row.get::<_, bool>(5)? == account.active
                && is_text(row, 6, accounts::away_json(&account.away))?
                && row.get::<_, Option<u32>>(7)? == account.daily_cap)
        },
    )?;
    // Only agents are nobody's parent. While a parent is awaited, SQLite looks for children of
    // every account that comes.
    let is_agent = |at: &usize| {
        accounts
            .get(*at)
            .is_some_and(|account| account.kind == AccountKind::Agent)
    };
    order.retain(is_agent);
    let others = (0..accounts.len()).filter(|at| !is_agent(at));
    Ok(held.into_rows(accounts, others.chain(order)))
}

fn write_accounts(conn: &Connection, rows: &Rows<Account>) -> rusqlite::Result<()> {
    rows.remove_gone(conn, "accounts")?;
    let mut put = conn.prepare_cached(
        "INSERT INTO accounts (id, place, kind, name, parent, active, away, daily_cap) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) \
         ON CONFLICT (id) DO UPDATE SET (place, kind, name, parent, active, away, daily_cap) \
             = (?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for (account, place) in &rows.wanted {
        let Account {
            id,
            kind,
            name,
            parent,
            active,
            away,
            daily_cap,
        } = account;
        put.execute(params![
            id,
            place,
            kind.name(),
            name,
            parent,
            active,
            accounts::away_json(away),
            daily_cap
        ])?;
    }
    Ok(())
}

fn users_to_write<'b>(
    conn: &Connection,
    users: &'b [User],
    order: &[usize],
) -> rusqlite::Result<Rows<'b, User>> {
    let held = Held::of(
        conn,
        "SELECT id, place, first_name, last_name, emails, phones, mls FROM users ORDER BY id",
        users,
        order,
        |user| &user.id,
        |user, row| {
            Ok(
                row.get_ref(2)?.as_str_or_null()? == user.first_name.as_deref()
                    && row.get_ref(3)?.as_str_or_null()? == user.last_name.as_deref()
                    && is_text(row, 4, users::texts_json(&user.emails))?
                    && is_text(row, 5, users::texts_json(&user.phones))?
                    && is_text(row, 6, users::mls_json(&user.mls))?,
            )
        },
    )?;
    Ok(held.into_rows(users, order.iter().copied()))
}

fn write_users(conn: &Connection, rows: &Rows<User>) -> rusqlite::Result<()> {
    rows.remove_gone(conn, "users")?;
    let mut put = conn.prepare_cached(
        "INSERT INTO users (id, place, first_name, last_name, emails, phones, mls) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
         ON CONFLICT (id) DO UPDATE SET (place, first_name, last_name, emails, phones, mls) \
             = (?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (user, place) in &rows.wanted {
        put.execute(params![
            user.id,
            place,
            user.first_name,
            user.last_name,
            users::texts_json(&user.emails),
            users::texts_json(&user.phones),
            users::mls_json(&user.mls),
        ])?;
    }
    Ok(())
}

/// Users whose memberships are to be removed, and those whose are to be written anew.
struct Members<'b> {
    gone: Vec<String>,
    wanted: Vec<&'b User>,
}

impl<'b> Members<'b> {
    /// `users` come in the order of their ids.
    fn to_write(
        conn: &Connection,
        users: impl Iterator<Item = &'b User>,
    ) -> rusqlite::Result<Members<'b>> {
        let mut select =
            conn.prepare_cached("SELECT user, account FROM memberships ORDER BY user, place")?;
        let mut rows = select.query([])?;
        let mut row = rows.next()?;
        let mut members = Members {
            gone: Vec::new(),
            wanted: Vec::new(),
        };
        for user in users {
            let mut accounts = user.accounts.iter();
            let (mut is_held, mut is_same) = (false, true);
            while let Some(held) = row {
                let of = held.get_ref(0)?.as_str()?;
                if of > user.id.as_str() {
                    break;
                }
                if of == user.id {
                    is_held = true;
                    let account = held.get_ref(1)?.as_str()?;
                    is_same &= accounts.next().is_some_and(|wanted| wanted == account);
                } else {
                    members.nobody_has(of);
                }
                row = rows.next()?;
            }
            if is_same && accounts.next().is_none() {
                continue;
            }
            if is_held {
                members.gone.push(user.id.clone());
            }
            members.wanted.push(user);
        }
        while let Some(held) = row {
            members.nobody_has(held.get_ref(0)?.as_str()?);
            row = rows.next()?;
        }
        Ok(members)
    }

    fn nobody_has(&mut self, user: &str) {
        if self.gone.last().is_none_or(|last| last != user) {
            self.gone.push(user.to_owned());
        }
    }

    fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.wanted.is_empty()
    }

    fn write(&self, conn: &Connection) -> rusqlite::Result<()> {
        let mut remove = conn.prepare_cached("DELETE FROM memberships WHERE user = ?1")?;
        for user in &self.gone {
            remove.execute([user])?;
        }
        let mut add = conn
            .prepare_cached("INSERT INTO memberships (user, place, account) VALUES (?1, ?2, ?3)")?;
        for user in &self.wanted {
            for (account, place) in user.accounts.iter().zip(0_i64..) {
                add.execute(params![user.id, place, account])?;
            }
        }
        Ok(())
    }
}

/// What a table holds of the rows that are wanted in it.
struct Held {
    /// By wanted row: the place it has, and whether it is as wanted but for that.
    rows: Vec<Option<(i64, bool)>>,
    /// Ids of those that nobody wants.
    rest: Vec<String>,
}

impl Held {
    /// Goes once through the table and once through what is wanted of it, both in the order of
    /// ids. `select` begins with id and place.
    fn of<'t, T: 't>(
        conn: &Connection,
        select: &str,
        wanted: &'t [T],
        order: &[usize],
        id: impl Fn(&T) -> &str,
        is_same: impl Fn(&T, &Row) -> rusqlite::Result<bool>,
    ) -> rusqlite::Result<Held> {
        let mut held = Held {
            rows: vec![None; wanted.len()],
            rest: Vec::new(),
        };
        let wanted = order.iter().filter_map(|at| Some((*at, wanted.get(*at)?)));
        let mut wanted = wanted.peekable();
        let mut select = conn.prepare_cached(select)?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let here = row.get_ref(0)?.as_str()?;
            while wanted.next_if(|(_, new)| id(new) < here).is_some() {}
            let Some((at, found)) = wanted.next_if(|(_, known)| id(known) == here) else {
                held.rest.push(here.to_owned());
                continue;
            };
            if let Some(slot) = held.rows.get_mut(at) {
                *slot = Some((row.get(1)?, is_same(found, row)?));
            }
        }
        Ok(held)
    }

    /// The rows that differ from what is held, with their places, in the order given.
    fn into_rows<T>(self, wanted: &[T], order: impl Iterator<Item = usize>) -> Rows<'_, T> {
        let places_held: Vec<Option<i64>> = self
            .rows
            .iter()
            .map(|row| row.map(|(place, _)| place))
            .collect();
        let places = places(&places_held);
        let differs = |at| {
            let (row, place) = (wanted.get(at)?, *places.get(at)?);
            let is_held = *self.rows.get(at)? == Some((place, true));
            (!is_held).then_some((row, place))
        };
        Rows {
            wanted: order.filter_map(differs).collect(),
            gone: self.rest,
        }
    }
}

/// Whether a column holds this text, or NULL for none.
fn is_text(row: &Row, column: usize, text: Option<String>) -> rusqlite::Result<bool> {
    Ok(row.get_ref(column)?.as_str_or_null()? == text.as_deref())
}

/// In the order of their ids, as the tables keep them: rows that each follow the one before are
/// written twice as fast. Most ids differ in their first letters, which are compared without going
/// to where they lie.
fn by_id<T>(rows: &[T], id: impl Fn(&T) -> &str) -> Vec<usize> {
    let start = |id: &str| {
        let mut start = [0; 16];
        for (to, from) in start.iter_mut().zip(id.bytes()) {
            *to = from;
        }
        u128::from_be_bytes(start)
    };
    let mut order: Vec<(u128, usize, &str)> = rows
        .iter()
        .enumerate()
        .map(|(at, row)| (start(id(row)), at, id(row)))
        .collect();
    order.sort_unstable_by(|(a, _, left), (b, _, right)| a.cmp(b).then_with(|| left.cmp(right)));
    order.into_iter().map(|(_, at, _)| at).collect()
}
