//! Features that only Chromium has: developer-tools commands through chromedriver.

use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};

use crate::engine::Scheme;
use crate::failure::Failure;
use crate::page::Page;

#[derive(Debug)]
struct DeveloperCommand {
    command: &'static str,
    parameters: Value,
}

impl WebDriverCompatibleCommand for DeveloperCommand {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!(
            "session/{}/goog/cdp/execute",
            session.unwrap_or_default()
        ))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        let body = json!({ "cmd": self.command, "params": self.parameters });
        (http::Method::POST, Some(body.to_string()))
    }
}

#[derive(Debug)]
struct ConsoleLog;

impl WebDriverCompatibleCommand for ConsoleLog {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (
            http::Method::POST,
            Some(json!({ "type": "browser" }).to_string()),
        )
    }
}

impl Page {
    /// Sets the device's color scheme.
    pub async fn emulate_scheme(&self, scheme: Scheme) -> Result<(), Failure> {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme.word() }]);
        self.develop(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        )
        .await
        .map(drop)
    }

    /// Sets the size of the screen in CSS pixels.
    pub async fn emulate_screen(&self, width: u32, height: u32) -> Result<(), Failure> {
        let screen =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.develop("Emulation.setDeviceMetricsOverride", screen)
            .await
            .map(drop)
    }

    /// Errors in Chromium's console since the last call.
    pub async fn console(&self) -> Result<Vec<String>, Failure> {
        let entries = self.client().issue_cmd(ConsoleLog).await?;
        let text = |entry: &Value| {
            let level = entry
                .get("level")
                .and_then(Value::as_str)
                .unwrap_or_default();
            let message = entry
                .get("message")
                .and_then(Value::as_str)
                .unwrap_or_default();
            (level == "SEVERE").then(|| format!("console: {message}"))
        };
        Ok(entries
            .as_array()
            .map(|all| all.iter().filter_map(text).collect())
            .unwrap_or_default())
    }

    /// Sends one developer-tools command.
    pub async fn develop(
        &self,
        command: &'static str,
        parameters: Value,
    ) -> Result<Value, Failure> {
        Ok(self
            .client()
            .issue_cmd(DeveloperCommand {
                command,
                parameters,
            })
            .await?)
    }
}
