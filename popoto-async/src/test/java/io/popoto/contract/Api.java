package io.popoto.contract;

import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.async.AsyncPopoto;
import io.popoto.testing.PopotoExtension;

/** The two APIs, seen as one. */
public enum Api {
  /** Repositories whose calls wait. */
  BLOCKING {
    @Override
    <T> Repository<T> repository(Popoto popoto, Class<T> type) {
      return popoto.repository(type);
    }
  },
  /** Repositories whose calls return futures, for which {@link AsyncAsBlocking} waits. */
  ASYNC {
    @Override
    <T> Repository<T> repository(Popoto popoto, Class<T> type) {
      return AsyncAsBlocking.of(AsyncPopoto.of(popoto).repository(type));
    }
  };

  abstract <T> Repository<T> repository(Popoto popoto, Class<T> type);

  <T> Repository<T> repository(PopotoExtension redis, Class<T> type) {
    redis.use(type);
    return repository(redis.popoto(), type);
  }
}
