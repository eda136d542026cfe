//! How this brokerage's Rechat is reached, and what a person ticked on its change sheet. No token
//! is ever among it.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, params};

use crate::error::{At, Result};
use crate::mirror::Mirror;
use crate::reader::Reader;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// Where people sign in.
    pub web: String,
    /// Where calls go.
    pub api: String,
    pub client_id: String,
    /// `None` when signed out.
    pub signed_in: Option<SignedIn>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The account that was signed in for, and its name.
    pub brand: String,
    pub brokerage: String,
    pub who: Option<String>,
}

impl Reader {
    /// `None` before the first sign-in.
    pub fn connection(&self) -> Result<Option<Connection>> {
        let read = || {
            self.conn
                .prepare_cached(
                    "SELECT web, api, client_id, brand, brokerage, who FROM connection",
                )?
                .query_row([], |row| {
                    let brokerage: Option<String> = row.get(4)?;
                    let brand: Option<String> = row.get(3)?;
                    let who = row.get(5)?;
                    Ok(Connection {
                        web: row.get(0)?,
                        api: row.get(1)?,
                        client_id: row.get(2)?,
                        signed_in: brand.map(|brand| SignedIn {
                            brokerage: brokerage.unwrap_or_else(|| brand.clone()),
                            brand,
                            who,
                        }),
                    })
                })
                .optional()
        };
        read().at(&self.path)
    }

    /// Steps that are ticked.
    pub fn sheet_ticks(&self) -> Result<BTreeSet<String>> {
        let read = || {
            self.conn
                .prepare_cached("SELECT step FROM sheet_ticks")?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()
        };
        read().at(&self.path)
    }
}

impl Mirror {
    pub fn connect(&mut self, connection: &Connection) -> Result<()> {
        let who = connection.signed_in.as_ref();
        self.write(|conn| {
            conn.execute(
                "REPLACE INTO connection (one, web, api, client_id, brand, brokerage, who) \
                 VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    connection.web,
                    connection.api,
                    connection.client_id,
                    who.map(|who| &who.brand),
                    who.map(|who| &who.brokerage),
                    who.and_then(|who| who.who.as_ref()),
                ],
            )
            .map(drop)
        })
    }

    pub fn tick_sheet_step(&mut self, step: &str) -> Result<()> {
        self.write(|conn| {
            conn.execute("REPLACE INTO sheet_ticks (step) VALUES (?1)", [step])
                .map(drop)
        })
    }

    /// Takes ticks away.
    pub fn untick_sheet_steps<'s>(&mut self, steps: impl Iterator<Item = &'s str>) -> Result<()> {
        self.write(|conn| {
            let mut remove = conn.prepare("DELETE FROM sheet_ticks WHERE step = ?1")?;
            for step in steps {
                remove.execute([step])?;
            }
            Ok(())
        })
    }
}
