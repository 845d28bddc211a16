package io.popoto.examples.fooddelivery;

import io.popoto.async.AsyncRepository;
import io.popoto.geo.GeoPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** The restaurants, customers and drivers that the service starts with. */
final class Seed {
  private static final List<String> RESTAURANTS =
      List.of(
          "Siam Garden,Thai",
          "Bella Napoli,Italian",
          "Tokyo Bowl,Japanese",
          "Harbour Grill,Seafood",
          "Taco Stand,Mexican",
          "Noodle House,Chinese",
          "Curry Leaf,Indian",
          "Green Table,Vegan",
          "Smoke & Oak,Barbecue",
          "Petit Jardin,French",
          "Aegean,Greek",
          "Seoul Kitchen,Korean",
          "Pho Lantern,Vietnamese",
          "Casa Lima,Peruvian",
          "Addis,Ethiopian",
          "The Corner Deli,Sandwiches",
          "Dumpling Bar,Chinese",
          "Olive & Thyme,Lebanese",
          "Burger Yard,Burgers",
          "Little Havana,Cuban",
          "Crust,Pizza",
          "Ramen-ya,Japanese",
          "Saffron,Persian",
          "Tandoor Lane,Indian",
          "Fig & Fennel,Mediterranean",
          "Oyster Shed,Seafood",
          "Baobab,Senegalese",
          "Pierogi Club,Polish",
          "Marrakech,Moroccan",
          "Udon Hall,Japanese");

  private static final List<String> CUSTOMERS =
      List.of("foodie42,Jane", "omar,Omar", "lin,Lin", "sofia,Sofia", "kofi,Kofi", "mara,Mara");

  private static final List<String> DRIVERS =
      List.of(
          "Maria", "Ben", "Chidi", "Olga", "Liu", "Ana", "Tom", "Yuki", "Samir", "Ida", "Leo",
          "Nora", "Raj", "Zoe");

  /** A fixed start, so that the city looks the same each time. */
  private final Random random = new Random(42);

  /** Creates them all at once. */
  CompletableFuture<Void> into(Delivery delivery) {
    List<CompletableFuture<?>> creates = new ArrayList<>();
    RESTAURANTS.forEach(line -> creates.add(restaurant(delivery.restaurants(), line.split(","))));
    CUSTOMERS.forEach(line -> creates.add(customer(delivery.customers(), line.split(","))));
    DRIVERS.forEach(name -> creates.add(driver(delivery.drivers(), name, creates.size())));
    return CompletableFuture.allOf(creates.toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<?> restaurant(AsyncRepository<Restaurant> restaurants, String[] line) {
    double rating = 3.6 + random.nextInt(14) / 10.0;
    return restaurants.create(new Restaurant(line[0], line[1], rating, corner(6, 25)));
  }

  private CompletableFuture<?> customer(AsyncRepository<Customer> customers, String[] line) {
    String email = line[0] + "@example.com";
    return customers.create(new Customer(line[0], email, line[1], corner(3, 13)));
  }

  private CompletableFuture<?> driver(AsyncRepository<Driver> drivers, String name, int number) {
    double rating = 4 + random.nextInt(10) / 10.0;
    return drivers.create(new Driver(name, "555-01" + number, rating, corner(5, 22)));
  }

  private GeoPoint corner(int avenues, int streets) {
    return City.corner(
        random.nextInt(2 * avenues + 1) - avenues, random.nextInt(2 * streets + 1) - streets);
  }
}
