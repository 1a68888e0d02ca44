package org.crisisplan.notify;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.server.AbstractServer;
import com.icegreen.greenmail.server.ProtocolHandler;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;

/**
 * GreenMail for SMTP that sends its lines at once. It writes them in pieces, and the network stack holds the second piece back until the
 * first is acknowledged: 40 ms for each mail, minutes for a drill of some days.
 */
public class QuickMailServer extends GreenMail {

    public QuickMailServer() {
        super(ServerSetup.SMTP.dynamicPort());
    }

    @Override
    protected Map<String, AbstractServer> createServices(ServerSetup[] setups, Managers managers) {
        return Map.of(setups[0].getProtocol(), new SmtpServer(setups[0], managers) {
            @Override
            protected ProtocolHandler createProtocolHandler(Socket client) {
                return super.createProtocolHandler(quick(client));
            }
        });
    }

    private static Socket quick(Socket client) {
        try {
            client.setTcpNoDelay(true);
            return client;
        } catch (SocketException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
