package io.popoto.contract;

import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;

/** A document in a room. */
@Model
class Doc {

  @KeyField String roomId;
  @KeyField String docId;

  @SortedField(partitionBy = "roomId")
  double score;

  @IndexedField String bucket;
  String tag;

  Doc() {}

  Doc(String roomId, String docId, double score) {
    this.roomId = roomId;
    this.docId = docId;
    this.score = score;
  }
}
