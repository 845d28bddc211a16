package io.popoto.examples.fooddelivery;

import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;

// tag::model[]
@Model
public record Reservation(@KeyField String restaurant, @KeyField String customer, int partySize) {}
// end::model[]
