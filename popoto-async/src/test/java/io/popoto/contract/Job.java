package io.popoto.contract;

import io.popoto.annotation.AutoKeyField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;

/** A task of a project, ordered within its project. */
@Model
class Job {

  @AutoKeyField String jobId;
  @KeyField String projectKey;
  @KeyField String status = "pending";

  @SortedField(partitionBy = "projectKey")
  int priority;

  @SortedField(partitionBy = "projectKey")
  double createdAt;

  String messageText;

  Job() {}

  Job(String projectKey, String status, int priority) {
    this.projectKey = projectKey;
    this.status = status;
    this.priority = priority;
  }
}
