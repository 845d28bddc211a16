package io.popoto.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One client's connection through the proxy. Each direction has a thread that reads and one that
 * writes, with a queue between them, so that a delay does not limit the throughput.
 */
final class ProxyConnection {
  private static final int CHUNK_SIZE = 16 * 1024;
  private static final int QUEUE_CAPACITY = 1024;
  private static final int SLICES_PER_SECOND = 50;

  private final Socket client;
  private final Socket server;
  private final ProxyFaults faults;
  private final Consumer<ProxyConnection> onClose;
  private final List<Thread> threads;
  private final CountDownLatch never = new CountDownLatch(1);
  private volatile boolean silent;

  ProxyConnection(
      Socket client, Socket server, ProxyFaults faults, Consumer<ProxyConnection> onClose)
      throws IOException {
    this.client = client;
    this.server = server;
    this.faults = faults;
    this.onClose = onClose;
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    BlockingQueue<Chunk> requests = new LinkedBlockingQueue<>(QUEUE_CAPACITY);
    BlockingQueue<Chunk> replies = new LinkedBlockingQueue<>(QUEUE_CAPACITY);
    this.threads =
        List.of(
            thread("requests-in", () -> read(client, requests, true)),
            thread("requests-out", () -> writeRequests(requests)),
            thread("replies-in", () -> read(server, replies, false)),
            thread("replies-out", () -> writeReplies(replies)));
  }

  void start() {
    threads.forEach(Thread::start);
  }

  private static Thread thread(String name, Work work) {
    Thread thread = new Thread(() -> run(work), "fault-proxy-" + name);
    thread.setDaemon(true);
    return thread;
  }

  private static void run(Work work) {
    try {
      work.run();
    } catch (IOException e) {
      // A side is gone, which the other side learns from the end of the queue or of its socket.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(Socket from, BlockingQueue<Chunk> queue, boolean up)
      throws IOException, InterruptedException {
    byte[] buffer = new byte[CHUNK_SIZE];
    try {
      InputStream in = from.getInputStream();
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        Duration delay = up ? faults.delayUp : faults.delayDown;
        queue.put(new Chunk(System.nanoTime() + delay.toNanos(), Arrays.copyOf(buffer, length)));
      }
    } finally {
      queue.put(new Chunk(System.nanoTime(), new byte[0]));
    }
  }

  private void writeRequests(BlockingQueue<Chunk> queue) throws IOException, InterruptedException {
    try {
      OutputStream out = server.getOutputStream();
      for (Chunk chunk = take(queue); !chunk.isEnd(); chunk = take(queue)) {
        out.write(chunk.bytes());
      }
    } finally {
      close();
    }
  }

  private void writeReplies(BlockingQueue<Chunk> queue) throws IOException, InterruptedException {
    ReplyScanner scanner = new ReplyScanner();
    try {
      OutputStream out = client.getOutputStream();
      for (Chunk chunk = take(queue); !chunk.isEnd(); chunk = take(queue)) {
        byte[] bytes = chunk.bytes();
        int admitted = faults.admit(bytes.length, scanner.starts(bytes));
        if (admitted != ProxyFaults.ALL) {
          out.write(bytes, 0, admitted);
          reset(client);
          return;
        }
        trickle(out, bytes);
      }
    } finally {
      close();
    }
  }

  private void trickle(OutputStream out, byte[] bytes) throws IOException, InterruptedException {
    int passed = 0;
    for (int rate = faults.bytesPerSecond;
        rate > 0 && passed < bytes.length;
        rate = faults.bytesPerSecond) {
      int slice = Math.min(bytes.length - passed, Math.max(1, rate / SLICES_PER_SECOND));
      out.write(bytes, passed, slice);
      passed += slice;
      ProxyFaults.awaitTime(System.nanoTime() + TimeUnit.SECONDS.toNanos(1) * slice / rate);
    }
    out.write(bytes, passed, bytes.length - passed);
  }

  private Chunk take(BlockingQueue<Chunk> queue) throws InterruptedException {
    Chunk chunk = queue.take();
    ProxyFaults.awaitTime(chunk.dueNanos());
    faults.awaitThaw();
    if (silent) {
      never.await();
    }
    return chunk;
  }

  /** Stays open, and lets nothing pass from now on. */
  void fallSilent() {
    silent = true;
  }

  /** Closes both sides with RST. */
  void reset() {
    reset(client);
    reset(server);
    close();
  }

  private void close() {
    closeQuietly(client);
    closeQuietly(server);
    threads.forEach(Thread::interrupt);
    onClose.accept(this);
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // Closed already.
    }
    closeQuietly(socket);
  }

  static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing depends on how the end went.
    }
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  /** Bytes, none at the end, and the {@link System#nanoTime()} at which they may go on. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Chunk(long dueNanos, byte[] bytes) {
    boolean isEnd() {
      return bytes.length == 0;
    }
  }
}
