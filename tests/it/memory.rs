//! How much memory the bot takes in the long run: over many interactions, and after a flood from outside.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::time::sleep;

use crate::fake_discord::{Channel, Discord, Transport, public_key};
use crate::fleet::built_index;
use crate::program::BotProcess;
use crate::support::{Folder, copy};

const CONTENT: &str = "content";
const QUESTION: &str = "does muscle come back faster the second time";
/// Questions in flight: few enough that none is told to wait.
const TOGETHER: u64 = 16;
/// People who ask, each with the same question again: their answers come from the cache, and what is left is the
/// transport.
const PEOPLE: u64 = 100_000;
/// The body that is promised and never sent: a little less than the most that is accepted.
const PROMISED_BYTES: usize = 520_000;
const SENT_BYTES: usize = 500_000;
const AFTER: Duration = Duration::from_mins(5);

/// Answers so many interactions over the gateway, and prints the memory after each tenth, at most, and five minutes after
/// the last.
pub(crate) async fn over_interactions(count: u64) {
    let discord = Discord::start("memory").await;
    let folder = Folder::new();
    copy(&built_index(CONTENT), &folder.path().join("index"));
    let bot = BotProcess::start(&discord, folder.path(), &[("ENGRAM_CONTENT", CONTENT)]);
    discord.sessions(1).await;
    let mut printed = 0;
    for first in (0..count).step_by(usize::try_from(TOGETHER).unwrap()) {
        if first * 10 >= printed * count {
            println!("{first:>9} interactions: {} MiB", resident_mib(&bot));
            printed += 1;
        }
        let asked: Vec<_> = (first..count.min(first + TOGETHER))
            .map(|number| {
                let place = Channel::in_guild(
                    (number % 1_000 + 1_000_000) << 22,
                    8_500_000_000_000_000_000 + number % PEOPLE,
                );
                discord
                    .user(1_000 + number % PEOPLE)
                    .slash_asks(&place, QUESTION)
            })
            .collect();
        for one in asked {
            one.answer().await;
            one.forget();
        }
    }
    let at_the_end = resident_mib(&bot);
    let peak = bot.memory().peak_kib / 1024;
    sleep(AFTER).await;
    let after = resident_mib(&bot);
    println!(
        "{count:>9} interactions: {at_the_end} MiB; {peak} MiB at most, {after} MiB five minutes after"
    );
}

/// Opens so many connections to the HTTP endpoint, each with a body that never ends, and prints the memory before, at
/// most, and five minutes after they are closed.
pub(crate) async fn after_half_sent_bodies(connections: usize) {
    let discord = Discord::start_as("memory", Transport::Http).await;
    let folder = Folder::new();
    copy(&built_index(CONTENT), &folder.path().join("index"));
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let mut bot = BotProcess::start_as(
        &discord,
        folder.path(),
        &[
            ("ENGRAM_CONTENT", CONTENT),
            ("DISCORD_PUBLIC_KEY", &public_key()),
        ],
        &["--http", &address.to_string()],
    );
    bot.logs("waiting for interactions").await;
    discord.deliver_to(address);
    ask(&discord, 1).await;
    let before = resident_mib(&bot);
    let flood: Vec<_> = (0..connections)
        .map(|_| tokio::spawn(half_sent(address)))
        .collect();
    let mut open = Vec::new();
    for connection in flood {
        open.extend(connection.await.unwrap());
    }
    ask(&discord, 2).await;
    let peak = bot.memory().peak_kib / 1024;
    drop(open);
    sleep(AFTER).await;
    let after = resident_mib(&bot);
    println!(
        "{connections} connections: {before} MiB before, {peak} MiB at most, {after} MiB five minutes after"
    );
}

/// A question that must be answered, whatever else goes on.
async fn ask(discord: &Discord, number: u64) {
    let place = Channel::in_guild(
        (1_000_000 + number) << 22,
        8_600_000_000_000_000_000 + number,
    );
    discord
        .user(number)
        .slash_asks(&place, QUESTION)
        .answer()
        .await;
}

/// A connection with half a request; none if the bot closed it while it was sent.
async fn half_sent(to: SocketAddr) -> Option<TcpStream> {
    let mut stream = TcpStream::connect(to).await.ok()?;
    let head = format!(
        "POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {PROMISED_BYTES}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.ok()?;
    stream.write_all(&vec![b' '; SENT_BYTES]).await.ok()?;
    Some(stream)
}

fn resident_mib(bot: &BotProcess) -> u64 {
    bot.memory().resident_kib / 1024
}
