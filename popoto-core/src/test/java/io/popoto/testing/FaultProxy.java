package io.popoto.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A proxy on the loopback interface that spoils the connections between a client and a server: it
 * delays, freezes, resets, refuses, or cuts in mid-reply. Faults hold for all connections, present
 * and future, until {@link #heal()}.
 *
 * <p>Safe for use by several threads.
 */
public final class FaultProxy implements AutoCloseable {
  private static final int BACKLOG = 512;
  private static final int DEFAULT_PORT = 6379;

  private final URI target;
  private final int port;
  private final ProxyFaults faults = new ProxyFaults();
  private final Set<ProxyConnection> connections = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private Listener listener;

  private FaultProxy(URI target) throws IOException {
    this.target = target;
    this.listener = listen(0);
    this.port = listener.socket().getLocalPort();
  }

  /**
   * Starts a proxy.
   *
   * @param uri the address of the server, such as {@code redis://127.0.0.1:6379}
   */
  public static FaultProxy to(String uri) {
    try {
      return new FaultProxy(URI.create(uri));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the address of the proxy, with the user and database of the server's. */
  public String uri() {
    String userInfo = target.getRawUserInfo() == null ? "" : target.getRawUserInfo() + "@";
    return target.getScheme() + "://" + userInfo + "127.0.0.1:" + port + target.getRawPath();
  }

  /** Returns the port that clients connect to; it never changes. */
  public int port() {
    return port;
  }

  /** Returns how many clients are connected. */
  public int connectionCount() {
    return connections.size();
  }

  /** Delays requests that arrive from now on. */
  public void delayUp(Duration delay) {
    faults.delayUp = delay;
  }

  /** Delays replies that arrive from now on. */
  public void delayDown(Duration delay) {
    faults.delayDown = delay;
  }

  /** Lets replies trickle: so many bytes of each connection pass in a second. */
  public void throttleDown(int bytesPerSecond) {
    faults.bytesPerSecond = bytesPerSecond;
  }

  /** Falls silent: connections stay open and are accepted, and nothing passes in any direction. */
  public void freeze() {
    faults.setFrozen(true);
  }

  /** Ends {@link #freeze()}: what was held back passes, in order. */
  public void thaw() {
    faults.setFrozen(false);
  }

  /**
   * Lets the connections that there are now fall silent for good, as if the peer had vanished
   * without a word: they stay open, and nothing passes. New ones work.
   */
  public void blackHole() {
    connections.forEach(ProxyConnection::fallSilent);
  }

  /** Closes all connections with RST, on both sides. New ones are accepted. */
  public void resetAll() {
    connections.forEach(ProxyConnection::reset);
  }

  /** Resets all connections, and refuses new ones until {@link #accept()}. */
  public void refuse() {
    lock.lock();
    try {
      listener.socket().close();
      // Until the thread has left its accept(), the port is still taken.
      listener.acceptor().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    resetAll();
  }

  /** Ends {@link #refuse()}. */
  public void accept() {
    lock.lock();
    try {
      if (listener.socket().isClosed()) {
        listener = listen(port);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets requests reach the server, and resets the client's connection just before the n-th of the
   * replies that follow, counted over all connections; those before it are delivered whole. Happens
   * once. The server has run the command whose reply is lost.
   *
   * @param n 1 for the very next reply
   */
  public void cutBeforeReply(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("The first reply is 1, got " + n);
    }
    faults.cutAfterReplies(n - 1L);
  }

  /**
   * Resets the client's connection once so many more bytes of replies were delivered, counted over
   * all connections, and more are to come. Happens once.
   *
   * @param bytes 0 or more
   */
  public void cutAfterBytes(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("Expected 0 bytes or more, got " + bytes);
    }
    faults.cutAfterBytes(bytes);
  }

  /** Ends all faults. */
  public void heal() {
    faults.clear();
    accept();
  }

  /** Stops listening and resets all connections. */
  @Override
  public void close() {
    refuse();
  }

  private Listener listen(int atPort) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), atPort), BACKLOG);
    Thread acceptor = new Thread(() -> acceptFrom(socket), "fault-proxy-accept");
    acceptor.setDaemon(true);
    acceptor.start();
    return new Listener(socket, acceptor);
  }

  private void acceptFrom(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        connect(socket.accept());
      } catch (IOException e) {
        // The listener was closed, or the client is gone before it was served.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    Socket server = new Socket();
    try {
      int targetPort = target.getPort() < 0 ? DEFAULT_PORT : target.getPort();
      server.connect(new InetSocketAddress(target.getHost(), targetPort));
      ProxyConnection connection = new ProxyConnection(client, server, faults, connections::remove);
      connections.add(connection);
      connection.start();
    } catch (IOException e) {
      ProxyConnection.closeQuietly(client);
      ProxyConnection.closeQuietly(server);
      throw e;
    }
  }

  private record Listener(ServerSocket socket, Thread acceptor) {}
}
