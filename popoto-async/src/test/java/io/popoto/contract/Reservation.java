package io.popoto.contract;

import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;

/** A model that is a Java record. */
@Model
record Reservation(
    @KeyField String restaurant, @KeyField String customer, @IndexedField int partySize) {}
