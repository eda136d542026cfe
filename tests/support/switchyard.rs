//! Where things are in Switchyard's window, in one place for the tests and for `cargo xtask`.

use crate::{Locator, Result, Window};

impl Window {
    /// The sample leads on the simulator's shelf.
    pub fn samples(&self) -> Locator<'_> {
        self.role("group", "Sample leads").each("button")
    }

    pub fn sample(&self, name: &str) -> Locator<'_> {
        self.role("group", "Sample leads").inner("button", name)
    }

    /// The sentence that says where the lead in hand lands.
    pub fn outcome(&self) -> Locator<'_> {
        self.role("status", "Outcome")
    }

    /// Takes a sample in hand and reads where it lands, once the answer is this lead's.
    pub fn land(&self, sample: &str) -> Result<String> {
        self.sample(sample).click()?;
        self.wait("the sample to be taken", || {
            let pressed = self.sample(sample).attribute("aria-pressed")?;
            Ok((pressed.as_deref() == Some("true")).then_some(()))
        })?;
        self.outcome().text()
    }

    /// The account math under the tree.
    pub fn account_math(&self) -> Locator<'_> {
        self.css("[aria-label=Accounts] > p:last-of-type")
    }
}
