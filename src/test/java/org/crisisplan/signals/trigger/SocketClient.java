package org.crisisplan.signals.trigger;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A sender that keeps its connection and does as little as possible, so that a benchmark measures the other side. */
class SocketClient implements AutoCloseable {

    private final int port;
    private Socket socket = new Socket();
    private InputStream in = InputStream.nullInputStream();

    SocketClient(int port) {
        this.port = port;
        try {
            connect();
        } catch (IOException noServer) {
            throw new UncheckedIOException(noServer);
        }
    }

    private void connect() throws IOException {
        socket.close();
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** @throws IllegalStateException when it is not accepted */
    void post(String json) {
        try {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            String head = "POST /api/signals HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer bench\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
            byte[] whole = new byte[head.length() + body.length];
            System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, whole, 0, head.length());
            System.arraycopy(body, 0, whole, head.length(), body.length);
            socket.getOutputStream().write(whole);
            String status = line();
            String answer = body();
            if (!status.contains(" 202 ")) {
                throw new IllegalStateException(status + " " + answer);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private String body() throws IOException {
        int length = -1;
        boolean chunked = false;
        boolean over = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            }
            over |= lower.equals("connection: close");
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        String text = chunked ? chunks() : new String(in.readNBytes(length), StandardCharsets.UTF_8);
        if (over) { // after so many requests the server wants a new connection
            connect();
        }
        return text;
    }

    private String chunks() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int size = chunk(); size > 0; size = chunk()) {
            text.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
            line();
        }
        line();
        return text.toString();
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line().strip(), 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("The server hung up");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException already) {
            throw new UncheckedIOException(already);
        }
    }
}
