package io.popoto.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.popoto.exception.PopotoConnectionException;
import io.popoto.exception.ServerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorReplyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NOSCRIPT No matching script. Please use EVAL.|UNKNOWN_SCRIPT",
        "ERR unknown command 'EVALSHA_RO', with args beginning with:|UNKNOWN_COMMAND",
        "LOADING Redis is loading the dataset in memory|NOT_NOW",
        "BUSY Redis is busy running a script. You can only call SCRIPT KILL.|NOT_NOW",
        "TRYAGAIN Multiple keys request during rehashing of slot|NOT_NOW",
        "CLUSTERDOWN The cluster is down|NOT_NOW",
        "NOREPLICAS Not enough good replicas to write.|NOT_NOW",
        "MISCONF Redis is configured to save RDB snapshots, but|NOT_NOW",
        "READONLY You can't write against a read only replica. script: 12, on"
            + " @user_script:1.|NOT_HERE",
        "ERR Error running script (call to f_1): @user_script:7: @user_script: 7: -READONLY You"
            + " can't write against a read only replica.|NOT_HERE",
        "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.|NOT_HERE",
        "MOVED 3999 127.0.0.1:6381|CLUSTER",
        "CROSSSLOT Keys in request don't hash to the same slot|CLUSTER",
        "ERR Error running script (call to f_1): @user_script:7: boom|REFUSED",
        "ERR LOADING is only a word here|REFUSED",
        "BUSYKEY Target key name already exists.|REFUSED",
        "READONLYISH no such word|REFUSED",
        "OOM command not allowed when used memory > 'maxmemory'.|REFUSED",
        "WRONGTYPE Operation against a key holding the wrong kind of value|REFUSED",
        "NOPERM this user has no permissions|REFUSED",
        "|REFUSED"
      })
  void errorsAreToldApartByTheirFirstWord(String message, ErrorReply expected) {
    assertThat(ErrorReply.of(message == null ? "" : message)).isEqualTo(expected);
  }

  @Test
  void failuresOfTheConnectionAreNoErrorsOfTheServer() {
    assertThat(ErrorReply.of(new RedisException("LOADING is over"))).isEqualTo(ErrorReply.NONE);
  }

  @Test
  void whatPassesIsUnavailableAndTheRestAnErrorOfTheServer() {
    assertThat(failure("READONLY You can't write")).isInstanceOf(PopotoConnectionException.class);
    assertThat(failure("OOM command not allowed")).isInstanceOf(ServerException.class);
    assertThat(failure("MOVED 1 127.0.0.1:1"))
        .isInstanceOf(ServerException.class)
        .hasMessageContaining("Cluster");
  }

  private static Throwable failure(String message) {
    return Failures.of(new RedisCommandExecutionException(message), false);
  }
}
