package org.crisisplan.outage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network between a node and its database that can be broken: it lets everything pass until it is told otherwise. */
class TcpProxy implements AutoCloseable {

    enum Fault {
        /** Nothing arrives any more and nobody is told, as when a cable is pulled. */
        HANG,
        /** Every connection is reset, and no new one is taken. */
        CUT,
        /** The server ends its half of every connection, and new ones hang. */
        HALF_CLOSE
    }

    private record Link(Socket client, Socket server) {}

    private final int target;
    private final ServerSocket socket;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile Fault fault;

    TcpProxy(int target) {
        this.target = target;
        try {
            this.socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        daemon(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    void breakBy(Fault kind) {
        fault = kind;
        for (Link link : links) {
            try {
                if (kind == Fault.CUT) {
                    link.client().setSoLinger(true, 0);
                    close(link);
                } else if (kind == Fault.HALF_CLOSE) {
                    link.client().shutdownOutput();
                }
            } catch (IOException alreadyGone) {
                links.remove(link);
            }
        }
    }

    /** New connections work again; those that were broken stay so, as in life. */
    void heal() {
        fault = null;
        links.forEach(this::close);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                if (fault == Fault.CUT) {
                    client.setSoLinger(true, 0);
                    client.close();
                } else {
                    daemon(() -> connect(client));
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        try {
            Link link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), target));
            links.add(link);
            daemon(() -> pass(link, link.client(), link.server()));
            pass(link, link.server(), link.client());
        } catch (IOException noServer) {
            closeQuietly(client);
        }
    }

    private void pass(Link link, Socket from, Socket to) {
        byte[] piece = new byte[8192];
        try {
            for (int read = from.getInputStream().read(piece);
                    read >= 0;
                    read = from.getInputStream().read(piece)) {
                if (fault != null) {
                    // swallowed: whoever waits for it waits in vain
                    continue;
                }
                to.getOutputStream().write(piece, 0, read);
                to.getOutputStream().flush();
            }
        } catch (IOException broken) {
            // the other direction notices too
        }
        if (fault == null) {
            close(link);
        }
    }

    private void close(Link link) {
        links.remove(link);
        closeQuietly(link.client());
        closeQuietly(link.server());
    }

    private static void closeQuietly(Socket open) {
        try {
            open.close();
        } catch (IOException alreadyClosed) {
            // nothing more to close
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "tcp proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        links.forEach(this::close);
    }
}
