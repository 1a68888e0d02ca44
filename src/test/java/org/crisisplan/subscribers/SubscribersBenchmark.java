package org.crisisplan.subscribers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.crisisplan.PlanTest;
import org.crisisplan.mailing.Mailing;
import org.crisisplan.mailing.Mailings;
import org.crisisplan.mailing.SentMailings;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * One statement to many subscribers ({@code -Dpeople=100000}), over SMTP to a server that counts the mails and forgets them: how many a
 * second, and what memory it takes on the way. On PostgreSQL, for H2 keeps the rows themselves in the same memory.
 */
@PlanTest
class SubscribersBenchmark {

    private static final int PEOPLE = Integer.getInteger("people", 100_000);
    private static final int THREADS = Integer.getInteger("threads", 4);
    private static final int BATCH = 1000;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    SubscriberKey key;

    @Autowired
    NoticeRepository notices;

    @Autowired
    Mailings mailings;

    @Autowired
    SentMailings sends;

    @Autowired
    JavaMailSenderImpl sender;

    @Test
    void oneStatementForAll() throws Exception {
        int before = sender.getPort();
        try (Sink sink = new Sink()) {
            sender.setPort(sink.port());
            subscribe();
            tell("warm", new TreeSet<>(List.of("order")), sink);
            long rest = used();
            System.out.printf(Locale.ROOT, "%d subscribers, %d MB used before%n", PEOPLE, rest >> 20);
            sink.got.set(0);
            peaksBegin();
            long began = System.nanoTime();
            Mailing mailing = tell("all", new TreeSet<>(), sink);
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%d mails in %.0f s, %.0f/s, %d threads; peak of the heap %d MB, used after %d MB; %s%n",
                    sink.got.get(),
                    seconds,
                    sink.got.get() / seconds,
                    THREADS,
                    peak() >> 20,
                    used() >> 20,
                    mailings.progress(mailing.id()));
        } finally {
            sender.setPort(before);
            jdbc.update("delete from subscriber");
        }
    }

    /** One in a hundred for orders alone; the rest for everything. */
    private void subscribe() {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        for (int from = 0; from < PEOPLE; from += BATCH) {
            List<Object[]> rows = new ArrayList<>();
            for (int i = from; i < Math.min(PEOPLE, from + BATCH); i++) {
                String address = "reader%06d@example.org".formatted(i);
                rows.add(new Object[] {
                    UUID.randomUUID().toString(),
                    key.hashInHex("find subscriber address", address),
                    key.encrypt("subscriber address", address),
                    i % 2 == 0 ? "zh" : "en",
                    i % 100 != 0,
                    now
                });
            }
            jdbc.batchUpdate("""
                    insert into subscriber (id, address_hash, address, language, all_components, state, confirmed_at)
                    values (?, ?, ?, ?, ?, 'confirmed', ?)""", rows);
        }
        jdbc.update("""
                insert into subscriber_component (subscriber, component)
                select id, 'order' from subscriber where not all_components""");
    }

    private Mailing tell(String name, TreeSet<String> components, Sink sink) throws Exception {
        String mark = "benchmark." + name + "." + UUID.randomUUID();
        notices.add(new Notice(mark, null, components.isEmpty(), components));
        Mailing mailing = mailings.open(
                SubscribersChannel.NAME,
                mark,
                null,
                null,
                List.of(
                        new Mailing.Text("en", "Paying works again", "Paying works again since 10:00.\n".repeat(20)),
                        new Mailing.Text("zh", "支付已恢复", "10:00 起支付已恢复。\n".repeat(20))));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                work.add(threads.submit(sends::deliver));
            }
            int told = 0;
            while (work.stream().anyMatch(one -> !one.isDone())) {
                Thread.sleep(Duration.ofMillis(200).toMillis());
                if (sink.got.get() / 20_000 > told) {
                    told = sink.got.get() / 20_000;
                    System.out.printf(Locale.ROOT, "%d told, %d MB used%n", sink.got.get(), used() >> 20);
                }
            }
            for (Future<?> one : work) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
        return mailing;
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private static void peaksBegin() {
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    /** Of all pools together, so it is no less than it was. */
    private static long peak() {
        return heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    }

    /** Takes every mail and keeps none. */
    private static class Sink implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        private final AtomicInteger got = new AtomicInteger();

        Sink() throws IOException {
            daemon(this::accept);
        }

        int port() {
            return socket.getLocalPort();
        }

        private static void daemon(Runnable work) {
            Thread thread = new Thread(work, "sink");
            thread.setDaemon(true);
            thread.start();
        }

        private void accept() {
            try {
                while (!socket.isClosed()) {
                    Socket client = socket.accept();
                    daemon(() -> talk(client));
                }
            } catch (IOException closed) {
                // the end
            }
        }

        private void talk(Socket client) {
            try (client) {
                client.setTcpNoDelay(true);
                var in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
                OutputStream out = client.getOutputStream();
                say(out, "220 sink");
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    String word = line.length() < 4 ? "" : line.substring(0, 4).toUpperCase(Locale.ROOT);
                    if (word.equals("DATA")) {
                        say(out, "354 go on");
                        while (!".".equals(line)) {
                            line = in.readLine();
                        }
                        got.incrementAndGet();
                    }
                    say(out, word.equals("QUIT") ? "221 bye" : "250 OK");
                }
            } catch (IOException gone) {
                // its end
            }
        }

        private static void say(OutputStream out, String line) throws IOException {
            out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
