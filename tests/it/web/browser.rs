//! The page in headless Chromium, over its debugging pipe. Where there is no Chromium the tests say so and do nothing.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{QUESTION, WebProcess, is_installed};
use crate::support::repository;

/// Longest time for an answer of the browser or for the page to become as expected.
const TIMEOUT: Duration = Duration::from_mins(1);
/// Where `.ci/run` puts the accessibility checker.
const AXE: &str = "target/axe-core/axe.min.js";
/// Waits in the page until an expression is true: the page changes by itself, so nothing outside need poll.
const UNTIL: &str = "(check => new Promise(done => { const look = () => { if (check()) done(true); \
                     else requestAnimationFrame(look); }; look(); }))";

/// A browser with one tab.
struct Browser {
    child: Child,
    requests: ChildStdin,
    messages: Receiver<Value>,
    session: Value,
    next_id: u64,
    _profile: TempDir,
}

impl Browser {
    /// Starts Chromium; none if it is not installed, which is said.
    fn start() -> Option<Self> {
        let Some(name) = ["chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .find(|name| is_installed(name))
        else {
            #[expect(clippy::print_stderr, reason = "a skipped test says so")]
            {
                eprintln!("skipped: Chromium is not installed");
            }
            return None;
        };
        let profile = tempfile::tempdir().unwrap();
        // Chromium reads requests from descriptor 3 and writes to 4; a shell puts the pipes there. Each ends with a NUL.
        let mut child = Command::new("sh")
            .args(["-c", "exec \"$@\" 3<&0 4>&1 </dev/null >&2", "sh", name])
            .args([
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--hide-scrollbars",
                "--remote-debugging-pipe",
                "about:blank",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let requests = child.stdin.take().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let (send, messages) = channel();
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            while output.read_until(0, &mut bytes).is_ok_and(|read| read > 0) {
                bytes.pop();
                if send.send(serde_json::from_slice(&bytes).unwrap()).is_err() {
                    return;
                }
                bytes.clear();
            }
        });
        let mut browser = Self {
            child,
            requests,
            messages,
            session: Value::Null,
            next_id: 0,
            _profile: profile,
        };
        let target = browser.call("Target.createTarget", &json!({"url": "about:blank"}));
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        browser.session = browser.call("Target.attachToTarget", &attach)["sessionId"].clone();
        Some(browser)
    }

    fn call(&mut self, method: &str, params: &Value) -> Value {
        self.next_id += 1;
        let id = self.next_id;
        let mut request = json!({"id": id, "method": method, "params": params});
        if !self.session.is_null() {
            request["sessionId"] = self.session.clone();
        }
        let mut bytes = serde_json::to_vec(&request).unwrap();
        bytes.push(0);
        self.requests.write_all(&bytes).unwrap();
        loop {
            let message = self.messages.recv_timeout(TIMEOUT);
            let mut message = message.unwrap_or_else(|_| panic!("no answer to {request}"));
            if message["id"] == id {
                assert!(message["error"].is_null(), "{method}: {message}");
                return message["result"].take();
            }
        }
    }

    /// The value of an expression, waited for if it is a promise.
    fn value(&mut self, expression: &str) -> Value {
        let evaluate =
            json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
        let mut evaluated = self.call("Runtime.evaluate", &evaluate);
        let fault = &evaluated["exceptionDetails"];
        assert!(fault.is_null(), "{expression}: {fault}");
        evaluated["result"]["value"].take()
    }

    /// Waits until an expression is true in the page.
    fn until(&mut self, expression: &str) {
        self.value(&format!("{UNTIL}(() => {expression})"));
    }

    fn open(&mut self, url: &str, width: u32) {
        let metrics =
            json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600});
        self.call("Emulation.setDeviceMetricsOverride", &metrics);
        self.call("Page.navigate", &json!({"url": url}));
        self.until(
            "document.readyState === 'complete' && !!document.querySelector('#intro button')",
        );
    }

    fn key(&mut self, key: &str) {
        for kind in ["keyDown", "keyUp"] {
            let mut event = json!({"type": kind, "key": key, "code": key});
            if key == "Enter" && kind == "keyDown" {
                event["text"] = json!("\r");
                event["windowsVirtualKeyCode"] = json!(13);
            }
            self.call("Input.dispatchKeyEvent", &event);
        }
    }

    fn type_text(&mut self, text: &str) {
        self.call("Input.insertText", &json!({"text": text}));
    }

    /// Asks in the field and waits for the answer.
    fn ask(&mut self, question: &str) {
        let before = self.value("document.querySelectorAll('#log .embed').length");
        self.value("document.getElementById('question').focus()");
        self.type_text(question);
        self.key("Escape");
        self.key("Enter");
        self.until(&format!(
            "document.querySelectorAll('#log .embed').length > {before}"
        ));
    }

    /// Presses the last button with this label.
    fn press(&mut self, label: &str) {
        let pressed = self.value(&format!(
            "(() => {{ const all = [...document.querySelectorAll('#log button:not(:disabled)')]; \
             const found = all.filter(button => button.textContent === {}).pop(); \
             if (found) {{ found.focus(); found.click(); }} return !!found; }})()",
            json!(label)
        ));
        assert_eq!(pressed, true, "there is no button {label}");
    }

    /// What the accessibility checker finds serious; nothing where it is not there, which is said.
    fn serious(&mut self) -> Value {
        let Ok(axe) = fs::read_to_string(repository(AXE)) else {
            #[expect(clippy::print_stderr, reason = "a skipped check says so")]
            {
                eprintln!("skipped: {AXE} is not there");
            }
            return json!([]);
        };
        self.value(&format!("{axe}; true"));
        self.value(
            "axe.run().then(found => found.violations \
             .filter(one => ['serious', 'critical'].includes(one.impact)) \
             .map(one => `${one.id}: ${one.nodes.map(node => node.html).join(' ')}`))",
        )
    }

    fn is_as_wide_as_the_window(&mut self) -> bool {
        self.value("document.documentElement.scrollWidth <= window.innerWidth") == true
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Which page of how many the last answer shows.
const PAGE: &str = "[...document.querySelectorAll('#log button')].map(button => button.textContent) \
                    .filter(label => /^\\d+\\/\\d+$/.test(label)).pop()";

#[test]
fn the_page_works_in_a_browser() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let page = WebProcess::start(&[]);
    for width in [390, 1280] {
        browser.open(page.url(), width);
        browser.ask(QUESTION);
        browser.until(
            "document.querySelector('#log strong').textContent.startsWith('Put a Markdown file')",
        );
        browser.press("Next ▶");
        browser.until(&format!("{PAGE}.startsWith('2/')"));
        let focused = browser.value("document.activeElement.textContent");
        assert_eq!(focused, "Next ▶", "the focus stays where it was");
        browser.press("◀ Back");
        browser.until(&format!("{PAGE}.startsWith('1/')"));
        browser.press("Context");
        browser.until("[...document.querySelectorAll('#log button')].some(b => b.textContent === 'Less context')");
        browser.press("Less context");
        browser.until("![...document.querySelectorAll('#log button')].some(b => b.textContent === 'Less context')");
        browser.press("Sources");
        browser.until(
            "document.querySelector('#log').textContent.includes('This section cites no sources.')",
        );
        browser.press("👍 Helpful");
        browser.until("document.querySelector('#log').textContent.includes('Glad it helped.')");
        assert!(browser.is_as_wide_as_the_window(), "{width} px");

        // Suggestions, with the keyboard alone.
        browser.value("document.getElementById('question').focus()");
        browser.type_text("why should");
        browser.until("document.querySelectorAll('#suggestions li').length > 0");
        browser.key("ArrowDown");
        browser.until(
            "document.querySelector('#suggestions li').getAttribute('aria-selected') === 'true'",
        );
        browser.key("Enter");
        browser.until(
            "document.querySelector('#log').textContent.includes('people rarely use the words')",
        );

        for theme in ["dark", "light"] {
            browser.value("document.getElementById('theme').click()");
            if browser.value("document.documentElement.dataset.theme") != theme {
                browser.value("document.getElementById('theme').click()");
            }
            assert_eq!(browser.serious(), json!([]), "{width} px, {theme}");
        }
        browser.value("document.getElementById('tab-writers').click()");
        browser.until("document.querySelectorAll('#articles details').length === 1");
        browser.value("document.getElementById('why-question').focus()");
        browser.type_text("which folder is for texts");
        browser.key("Enter");
        browser.until("document.querySelectorAll('#explanation tbody tr').length === 3");
        assert_eq!(browser.serious(), json!([]), "{width} px, writers");
        assert!(browser.is_as_wide_as_the_window(), "writers at {width} px");
    }
}

#[test]
fn the_token_is_asked_for_in_a_browser() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let folder = crate::support::Folder::new().with("token", "0123456789abcdef");
    let token = folder.path().join("token");
    let page = WebProcess::start(&["--token-file", token.to_str().unwrap()]);
    browser.call("Page.navigate", &json!({"url": page.url()}));
    browser.until("document.activeElement && document.activeElement.id === 'token'");
    browser.type_text("not the right token");
    browser.key("Enter");
    browser.until("document.getElementById('access-fault').textContent !== ''");
    browser.value("document.getElementById('token').value = ''");
    browser.type_text("0123456789abcdef");
    browser.key("Enter");
    browser.until("!!document.querySelector('#intro button')");
}
