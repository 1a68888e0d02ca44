package org.crisisplan.notify;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A mail server that answers as a test wants: an answer for each beginning of a command ({@code "RCPT TO:<x"}), or one of
 * {@link #SILENCE} and {@link #HANG_UP}. {@code "."} is the end of a mail. It remembers what it was told.
 */
public class ScriptedMailServer implements Closeable {

    public static final String SILENCE = "(silence)";
    public static final String HANG_UP = "(hang up)";

    private final ServerSocket socket;
    private final Map<String, String> answers;
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    public ScriptedMailServer(Map<String, String> answers) {
        this.answers = answers;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        Thread thread = new Thread(this::serve, "scripted mail server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Everything the other side sent, commands and lines of mails alike. */
    public List<String> told() {
        return List.copyOf(told);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                talk(client);
            } catch (SocketException closedByTheTest) {
                return;
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    private void talk(Socket client) throws IOException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        if (!say(client, answer("(connected)", "220 ready"))) {
            return;
        }
        boolean mail = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            told.add(line);
            if (mail && !line.equals(".")) {
                continue;
            }
            String answer = answer(line, line.startsWith("DATA") ? "354 go on" : "250 ok");
            mail = answer.startsWith("354");
            if (!say(client, answer)) {
                return;
            }
        }
    }

    private String answer(String line, String otherwise) {
        return answers.entrySet().stream()
                .filter(script -> line.startsWith(script.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(otherwise);
    }

    private static boolean say(Socket client, String answer) throws IOException {
        if (answer.equals(HANG_UP)) {
            return false;
        }
        if (!answer.equals(SILENCE)) {
            client.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
