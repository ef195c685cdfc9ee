//! Whose turn it is: bounds on requests in all and at each host, and the time between them.

use std::{
    collections::HashMap,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// Gives out turns.
pub(super) struct Turns {
    at_once: usize,
    per_host: usize,
    delay: Duration,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    running: usize,
    hosts: HashMap<String, Host>,
}

#[derive(Default)]
struct Host {
    running: usize,
    /// No request starts before.
    not_before: Option<Instant>,
}

/// Leave to send one request; given back when dropped.
pub(super) struct Turn<'a> {
    turns: &'a Turns,
    host: String,
}

impl Turns {
    pub(super) fn new(at_once: usize, per_host: usize, delay: Duration) -> Self {
        let (state, changed) = (Mutex::default(), Condvar::new());
        Self { at_once: at_once.max(1), per_host: per_host.max(1), delay, state, changed }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a turn at a host.
    pub(super) fn wait(&self, host: &str) -> Turn<'_> {
        let mut state = self.state();
        loop {
            let now = Instant::now();
            let has_room = state.running < self.at_once;
            let entry = state.hosts.entry(host.to_owned()).or_default();
            let early =
                entry.not_before.and_then(|start| start.checked_duration_since(now)).filter(|wait| !wait.is_zero());
            state = match early {
                Some(wait) => self.changed.wait_timeout(state, wait).unwrap_or_else(PoisonError::into_inner).0,
                None if has_room && entry.running < self.per_host => {
                    entry.running += 1;
                    entry.not_before = Some(now + self.delay);
                    state.running += 1;
                    return Turn { turns: self, host: host.to_owned() };
                }
                None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// Sends nothing to a host for a while.
    pub(super) fn hold(&self, host: &str, pause: Duration) {
        let until = Instant::now() + pause;
        let mut state = self.state();
        let entry = state.hosts.entry(host.to_owned()).or_default();
        entry.not_before = entry.not_before.max(Some(until));
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut state = self.turns.state();
        state.running -= 1;
        if let Some(host) = state.hosts.get_mut(&self.host) {
            host.running -= 1;
        }
        drop(state);
        self.turns.changed.notify_all();
    }
}
