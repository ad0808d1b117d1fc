//! Finding things by role and name, reading and clicking them.

use std::time::Instant;

use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};
use tokio::time::sleep;

use super::{LOOK_AGAIN, Named, Page, Role, SOON, Thing};
use crate::failure::{Failure, check};

/// Requests what the engine computes for assistive technology.
#[derive(Debug)]
struct Computed {
    element: String,
    what: &'static str,
}

impl WebDriverCompatibleCommand for Computed {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!(
            "session/{}/element/{}/{}",
            session.unwrap_or_default(),
            self.element,
            self.what
        ))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::GET, None)
    }
}

impl Page {
    /// Everything on the page with a role, in reading order.
    pub async fn things(&self) -> Result<Vec<Thing>, Failure> {
        self.read_things("return everyThing().map(toThing);", vec![])
            .await
    }

    /// The things with this role and name that exist now.
    ///
    /// A script selects them, because every element that a script returns costs the driver time and a page has
    /// hundreds.
    pub async fn all<'name>(
        &self,
        role: Role,
        name: impl Into<Named<'name>>,
    ) -> Result<Vec<Thing>, Failure> {
        let (how, name) = match name.into() {
            Named::Exactly(name) => ("exactly", name),
            Named::With(part) => ("with", part),
            Named::Anything => ("anything", ""),
        };
        self.read_things(
            "return thingsOf(arguments[0], arguments[1], arguments[2]);",
            vec![json!(role.word()), json!(how), json!(name)],
        )
        .await
    }

    async fn read_things(
        &self,
        script: &str,
        arguments: Vec<Value>,
    ) -> Result<Vec<Thing>, Failure> {
        let found = self.script(script, arguments).await?;
        Ok(found
            .as_array()
            .map(|all| all.iter().filter_map(Thing::read).collect())
            .unwrap_or_default())
    }

    /// Whether such a thing exists now.
    pub async fn has<'name>(
        &self,
        role: Role,
        name: impl Into<Named<'name>>,
    ) -> Result<bool, Failure> {
        Ok(!self.all(role, name).await?.is_empty())
    }

    /// Waits for the one thing with this role and name.
    pub async fn find<'name>(
        &self,
        role: Role,
        name: impl Into<Named<'name>>,
    ) -> Result<Thing, Failure> {
        let name = name.into();
        let since = Instant::now();
        loop {
            // The page may be between two documents. Try again.
            let found = self.all(role, name).await;
            if let Ok(found) = &found
                && let [thing] = found.as_slice()
            {
                return Ok(thing.clone());
            }
            self.changed();
            self.expect_whole(&format!("the {} {name}", role.word()))
                .await?;
            if since.elapsed() > SOON {
                let found = found?;
                let what = format!("the {} {name}", role.word());
                return Err(if found.is_empty() {
                    Failure::new(format!(
                        "there is no such thing as {what}. {}",
                        self.inventory().await
                    ))
                } else {
                    let them: Vec<String> = found.iter().map(Thing::to_string).collect();
                    Failure::new(format!(
                        "more than one thing is {what}: {}",
                        them.join(", ")
                    ))
                });
            }
            sleep(LOOK_AGAIN).await;
        }
    }

    /// Waits for such a thing and clicks it.
    pub async fn press<'name>(
        &self,
        role: Role,
        name: impl Into<Named<'name>>,
    ) -> Result<(), Failure> {
        let thing = self.find(role, name).await?;
        self.press_thing(&thing).await
    }

    /// Clicks a thing found before.
    pub async fn press_thing(&self, thing: &Thing) -> Result<(), Failure> {
        check(!thing.disabled, || {
            format!("the {thing} cannot be pressed now")
        })?;
        self.look(thing).await?;
        self.changed();
        let pressed = self.element(&thing.target)?.click().await;
        pressed.map_err(|error| Failure::from(error).during(&format!("pressing the {thing}")))
    }

    /// Focuses a thing found before, as a person does with Tab.
    pub async fn focus(&self, thing: &Thing) -> Result<(), Failure> {
        self.script("arguments[0].focus();", vec![thing.element.clone()])
            .await
            .map(drop)
    }

    /// Waits for a field with this label and replaces its text.
    pub async fn type_into(&self, role: Role, label: &str, text: &str) -> Result<(), Failure> {
        let field = self.find(role, label).await?;
        let element = self.element(&field.element)?;
        self.changed();
        element.clear().await?;
        Ok(element.send_keys(text).await?)
    }

    /// Waits for a list with this label and selects the entry `entry`.
    pub async fn choose_from(&self, label: &str, entry: &str) -> Result<(), Failure> {
        let list = self.find(Role::Combobox, label).await?;
        self.changed();
        let chosen = self.element(&list.element)?.select_by_label(entry).await;
        chosen.map_err(|error| {
            Failure::from(error).during(&format!("choosing “{entry}” from “{label}”"))
        })
    }

    /// The focused thing. `None` if it is the page itself.
    pub async fn focused(&self) -> Result<Option<Thing>, Failure> {
        let found = self
            .script(
                "const element = deepActive(); return element && element !== document.body && \
                 element !== document.documentElement ? { ...describe(element), element, target: element } : null;",
                vec![],
            )
            .await?;
        Ok(Thing::read(&found))
    }

    /// Role and name that the engine computes for a thing and gives to a screen reader.
    pub async fn engine_says(&self, thing: &Thing) -> Result<(String, String), Failure> {
        let element = thing
            .element
            .as_object()
            .and_then(|object| object.values().next())
            .and_then(Value::as_str);
        let element = element.unwrap_or_default().to_owned();
        let ask = |what| {
            self.client().issue_cmd(Computed {
                element: element.clone(),
                what,
            })
        };
        let (role, name) = (ask("computedrole").await?, ask("computedlabel").await?);
        Ok((
            role.as_str().unwrap_or_default().to_owned(),
            name.as_str().unwrap_or_default().to_owned(),
        ))
    }

    /// All text of the page in reading order, as a screen reader reads it.
    pub async fn text(&self) -> Result<String, Failure> {
        let text = self
            .script(
                "return document.body ? tidy(textOf(document.body)) : '';",
                vec![],
            )
            .await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the page's text contains `part`.
    pub async fn wait_for_text(&self, part: &str) -> Result<(), Failure> {
        let part_as_script = Value::from(part).to_string();
        self.wait_until(
            &format!("the page says “{part}”"),
            &format!(
                "return document.body && tidy(textOf(document.body)).includes({part_as_script});"
            ),
        )
        .await
    }

    /// Fails if the page's text does not contain `part` now.
    pub async fn expect_text(&self, part: &str) -> Result<(), Failure> {
        let text = self.text().await?;
        check(text.contains(part), || {
            format!("the page does not say “{part}”; it says “{text}”")
        })
    }

    /// The page's values in `localStorage` by key, of this site only.
    pub async fn stored(&self) -> Result<Vec<(String, String)>, Failure> {
        let found = self
            .script("return Object.entries(localStorage);", vec![])
            .await?;
        let text = |value: &Value, at: usize| {
            value
                .get(at)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        Ok(found
            .as_array()
            .map(|all| {
                all.iter()
                    .map(|pair| (text(pair, 0), text(pair, 1)))
                    .collect()
            })
            .unwrap_or_default())
    }

    /// Writes a value into `localStorage` without the page noticing.
    pub async fn store(&self, key: &str, value: &str) -> Result<(), Failure> {
        self.script(
            "localStorage.setItem(arguments[0], arguments[1]);",
            vec![json!(key), json!(value)],
        )
        .await?;
        Ok(())
    }

    async fn inventory(&self) -> String {
        let spoken = [
            "button",
            "link",
            "radio",
            "checkbox",
            "heading",
            "textbox",
            "spinbutton",
            "combobox",
            "dialog",
            "alert",
            "status",
            "table",
        ];
        let things = self.things().await.unwrap_or_default();
        let list: Vec<String> = things
            .iter()
            .filter(|thing| spoken.contains(&thing.role.as_str()))
            .take(60)
            .map(Thing::to_string)
            .collect();
        format!(
            "The page has: {}",
            if list.is_empty() {
                "nothing".to_owned()
            } else {
                list.join(", ")
            }
        )
    }
}
