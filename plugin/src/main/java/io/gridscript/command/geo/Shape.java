package io.gridscript.command.geo;

import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;

/** What is searched, in metres, around a place. */
sealed interface Shape {

    /** About the distance of a place in it from its centre; NaN of any other place. */
    double distance(Position centre, Position position);

    /** How far it reaches. */
    double reach();

    double halfWidth();

    double halfHeight();

    /** Everything at most so far away. */
    record Circle(double radius, double metres) implements Shape {

        private static final ErrorReply NO_NUMBER = ErrorReply.err("need numeric radius");
        private static final ErrorReply NEGATIVE = ErrorReply.err("radius cannot be negative");

        /** A circle from its radius and unit. */
        static Circle parse(byte[][] words, int at) {
            double radius = RedisNumbers.parseDouble(words[at], NO_NUMBER);
            if (radius < 0) {
                throw NEGATIVE;
            }
            return new Circle(radius, Distance.Unit.parse(words[at + 1]).metres());
        }

        @Override
        public double distance(Position centre, Position position) {
            double distance = Distance.near(centre, position);
            return distance > radius * metres ? Double.NaN : distance;
        }

        @Override
        public double reach() {
            return radius * metres;
        }

        @Override
        public double halfWidth() {
            return metres * radius;
        }

        @Override
        public double halfHeight() {
            return metres * radius;
        }
    }

    /** Everything at most so far to the east or west, and to the north or south. */
    record Box(double width, double height, double metres) implements Shape {

        private static final ErrorReply NO_WIDTH = ErrorReply.err("need numeric width");
        private static final ErrorReply NO_HEIGHT = ErrorReply.err("need numeric height");
        private static final ErrorReply NEGATIVE =
                ErrorReply.err("height or width cannot be negative");

        /** A box from its width, height and unit. */
        static Box parse(byte[][] words, int at) {
            double width = RedisNumbers.parseDouble(words[at], NO_WIDTH);
            double height = RedisNumbers.parseDouble(words[at + 1], NO_HEIGHT);
            if (height < 0 || width < 0) {
                throw NEGATIVE;
            }
            return new Box(width, height, Distance.Unit.parse(words[at + 2]).metres());
        }

        @Override
        public double distance(Position centre, Position position) {
            double north = Distance.ofLatitudes(position.latitude(), centre.latitude());
            if (north > height * metres / 2) {
                return Double.NaN;
            }
            double east =
                    Distance.near(
                            position.longitude(),
                            position.latitude(),
                            centre.longitude(),
                            position.latitude());
            return east > width * metres / 2 ? Double.NaN : Distance.near(centre, position);
        }

        @Override
        public double reach() {
            return Math.sqrt(width / 2 * (width / 2) + height / 2 * (height / 2)) * metres;
        }

        @Override
        public double halfWidth() {
            return metres * (width / 2);
        }

        @Override
        public double halfHeight() {
            return metres * (height / 2);
        }
    }

    /** How many metres the unit has in which it was asked for. */
    double metres();
}
