package io.popoto.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plain connection for the few commands that the test infrastructure itself sends. */
final class RedisSocket implements AutoCloseable {
  private static final int DEFAULT_PORT = 6379;

  private final Socket socket = new Socket();
  private final InputStream in;

  private RedisSocket(String host, int port, Duration timeout) throws IOException {
    int millis = Math.toIntExact(timeout.toMillis());
    try {
      socket.connect(new InetSocketAddress(host, port), millis);
      socket.setSoTimeout(millis);
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Opens a connection and logs in with the user and password of the address.
   *
   * @param uri {@code redis://[[user]:password@]host[:port][/database]}
   * @param timeout of the connect and of each read
   * @throws UncheckedIOException if nobody listens there
   */
  static RedisSocket open(String uri, Duration timeout) {
    URI address = URI.create(uri);
    if (!"redis".equals(address.getScheme()) || address.getHost() == null) {
      throw new IllegalArgumentException("Expected redis://host:port, got " + uri);
    }
    int port = address.getPort() < 0 ? DEFAULT_PORT : address.getPort();
    try {
      RedisSocket connection = new RedisSocket(address.getHost(), port, timeout);
      connection.login(address.getUserInfo());
      return connection;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot connect to " + address.getHost() + ":" + port, e);
    }
  }

  private void login(@Nullable String userInfo) {
    if (userInfo == null) {
      return;
    }
    int colon = userInfo.indexOf(':');
    String password = userInfo.substring(colon + 1);
    List<String> command =
        colon > 0
            ? List.of("AUTH", userInfo.substring(0, colon), password)
            : List.of("AUTH", password);
    String reply = call(command.toArray(String[]::new));
    if (!reply.equals("+OK")) {
      close();
      throw new IllegalStateException("The server refused the login: " + reply);
    }
  }

  /**
   * Sends a command and returns its reply: the text of a bulk string, else the reply line with its
   * type character, such as {@code +PONG}.
   */
  String call(String... command) {
    try {
      socket.getOutputStream().write(encode(command));
      String line = readLine();
      return line.startsWith("$") ? readBulk(Integer.parseInt(line.substring(1))) : line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads one line without its end. */
  String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("The server closed the connection");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private String readBulk(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    in.skipNBytes(2);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] encode(String... command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ascii("*" + command.length + "\r\n"));
    for (String argument : command) {
      byte[] bytes = argument.getBytes(StandardCharsets.UTF_8);
      out.writeBytes(ascii("$" + bytes.length + "\r\n"));
      out.writeBytes(bytes);
      out.writeBytes(ascii("\r\n"));
    }
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
