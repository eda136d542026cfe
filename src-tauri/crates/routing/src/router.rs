//! A whole book ready to run.

use std::collections::HashMap;

use crate::book::Book;
use crate::landing::Landing;
use crate::lead::{History, Lead};
use crate::roster::Roster;
use crate::route::Route;
use crate::walk::{Claims, State, decide, explain};

/// A compiled book: the roster and every channel.
#[derive(Debug)]
pub struct Router {
    pub roster: Roster,
    routes: Vec<Route>,
    by_id: HashMap<String, usize>,
}

impl Router {
    pub fn new(book: &Book) -> Router {
        let roster = Roster::new(&book.accounts, &book.users);
        let routes: Vec<Route> = book
            .channels
            .iter()
            .map(|channel| Route::new(&roster, channel))
            .collect();
        let by_id = routes
            .iter()
            .enumerate()
            .map(|(place, route)| (route.channel.id.clone(), place))
            .collect();
        Router {
            roster,
            routes,
            by_id,
        }
    }

    pub fn routes(&self) -> &[Route] {
        &self.routes
    }

    pub fn route(&self, channel: &str) -> Option<&Route> {
        self.by_id
            .get(channel)
            .and_then(|place| self.routes.get(*place))
    }

    /// Walks one lead alone, with its trace; offers stay open. `None` where no channel has the
    /// lead's id.
    pub fn simulate(&self, lead: &Lead, state: &mut State) -> Option<Landing<'_>> {
        let route = self.route(&lead.channel)?;
        Some(explain(&self.roster, route, lead, Claims::Open, state))
    }

    /// Walks a history, each lead to its end before the next, with one state over all of it.
    /// `each` answers whether to go on.
    pub fn replay<'r>(
        &'r self,
        history: &History,
        claims: Claims,
        traced: bool,
        state: &mut State,
        mut each: impl FnMut(Landing<'r>) -> bool,
    ) {
        let walk = if traced { explain } else { decide };
        for lead in history.leads() {
            if let Some(route) = self.route(&lead.channel)
                && !each(walk(&self.roster, route, &lead, claims, state))
            {
                return;
            }
        }
    }
}
